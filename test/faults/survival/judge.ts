import pg from 'pg';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/start-embedded-postgres.js';
import { runCommand } from '../../support/running-command.js';
import { type Acknowledged, send } from './writer.js';

/** Fields that one operation asks for: the guard takes 20 root fields. */
const FIELDS = 20;

/** What was acknowledged and cannot be seen as it was acknowledged; a store that lost nothing has none. */
export async function lostOf(url: string, acknowledged: readonly Acknowledged[]): Promise<Acknowledged[]> {
  const lost: Acknowledged[] = [];
  for (let from = 0; from < acknowledged.length; from += FIELDS) {
    const some = acknowledged.slice(from, from + FIELDS);
    const answer = await send(url, `{ ${some.map(({ field }, index) => `a${index}: ${field}`).join('\n')} }`);
    if (answer?.errors !== undefined) throw new Error(JSON.stringify(answer.errors).slice(0, 2_000));
    const data = answer?.data as Record<string, unknown>;
    lost.push(...some.filter((one, index) => JSON.stringify(data[`a${index}`]) !== JSON.stringify(one.answer)));
  }
  return lost;
}

/** The store of a product, looked at as its owner. */
export interface OpenedStore extends AsyncDisposable {
  readonly url: string;
  /** How many events of a type each subject has, as `type subject`. */
  events(): Promise<Map<string, number>>;
  /** Whether the catalog has read every event of every ledger. */
  isLevel(): Promise<boolean>;
  /** Every row of every table of the catalog, as text, sorted. */
  catalog(): Promise<Record<string, readonly string[]>>;
}

/** Ledgers, by the schema of their subgraph. */
const LEDGERS = ['access', 'datasets', 'environments', 'experiments', 'models'];

/** The PostgreSQL of a product's folder: the one that runs, else it is started. */
export async function openStore(folder: string): Promise<OpenedStore> {
  const server = await startEmbeddedPostgres({ folder });
  const url = server.url('pedigraph');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    url,
    async events() {
      const union = LEDGERS.map((name) => `SELECT type, subject FROM ${name}.ledger_event`).join(' UNION ALL ');
      const { rows } = await client.query<{ event: string; count: number }>(
        `SELECT type || ' ' || subject AS event, count(*)::int AS count FROM (${union}) AS all_events GROUP BY 1`,
      );
      return new Map(rows.map(({ event, count }) => [event, count]));
    },
    async isLevel() {
      const written = LEDGERS.map((name) => `(SELECT count(*) FROM ${name}.ledger_event)`).join(' + ');
      const { rows } = await client.query<{ level: boolean }>(
        `SELECT (SELECT coalesce(sum(position), 0) FROM catalog.projection) = ${written} AS level`,
      );
      return rows[0]?.level === true;
    },
    async catalog() {
      const { rows } = await client.query<{ name: string }>(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'catalog' AND tablename <> 'migration' ORDER BY 1`,
      );
      const tables: Record<string, readonly string[]> = {};
      for (const { name } of rows) {
        const { rows: lines } = await client.query<{ line: string }>(
          `SELECT t::text AS line FROM catalog.${name} AS t ORDER BY 1`,
        );
        tables[name] = lines.map(({ line }) => line);
      }
      return tables;
    },
    async [Symbol.asyncDispose]() {
      await client.end();
      await server.stop();
    },
  };
}

/** Empties the catalog and projects it anew. */
export async function rebuildCatalog(store: OpenedStore): Promise<void> {
  const { code, output } = await runCommand(['catalog', 'rebuild', '--database-url', store.url]);
  if (code !== 0) throw new Error(output);
}

/** What `pedigraph verify` says of the store: every digest, every chain, every row against its event. */
export async function verify(store: OpenedStore): Promise<{ readonly code: number | null; readonly output: string }> {
  return runCommand(['verify', '--database-url', store.url]);
}
