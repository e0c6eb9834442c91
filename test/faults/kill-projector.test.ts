import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createDatabaseIfMissing } from '#platform/database/schema/create-database.js';
import { makeServingRole } from '#platform/embedded-postgres/serving-role.js';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/start-embedded-postgres.js';
import { openSubgraph, type Subgraph } from '#platform/federation/open-subgraph.js';
import { serveSubgraph } from '#platform/server/serve-subgraph.js';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';
import { ask } from '../subgraphs/catalog-world.js';
import { BACKGROUND, SUBGRAPH_ENV, testVerifier } from '../support/internal-tokens.js';
import { freshFolder, runCommand } from '../support/running-command.js';
import { createRandom } from '../support/seeded-random.js';
import { testConfig } from '../support/test-config.js';

const SEED = 20_260_301;
const KILLS = 3;
const ROUNDS_AT_LEAST = 20;
const logger = pino({ level: 'silent' });

test('a catalog that is killed again and again while others write loses nothing and has nothing twice', async () => {
  await using world = await createWorld();
  const random = createRandom(SEED);
  const writer = startWriter(world.subgraphs);
  for (let kill = 0; kill < KILLS; kill++) {
    const projector = await world.startProjector();
    const before = await world.projected();
    await expect.poll(() => world.projected(), { timeout: 120_000 }).toBeGreaterThan(before);
    await pause(random() * 400);
    await projector.kill();
    writer.rounds();
  }
  await expect.poll(writer.rounds, { timeout: 120_000 }).toBeGreaterThan(ROUNDS_AT_LEAST);
  await writer.stop();
  const written = await world.written();
  const last = await world.startProjector();
  await expect.poll(() => world.projected(), { timeout: 120_000 }).toBe(written);
  await last.kill();

  const survived = await world.tables();
  const { code, output } = await runCommand(['catalog', 'rebuild'], world.urls);
  expect([code, output]).toEqual([0, expect.stringContaining(`The catalog is rebuilt from ${written} events.`)]);
  const rebuilt = await world.tables();
  for (const [table, rows] of Object.entries(survived)) expect([table, rows]).toEqual([table, rebuilt[table]]);
  expect(survived['ledger_entry']).toHaveLength(written);
  for (const table of [
    'lineage_edge',
    'registry_version',
    'registry_alias_move',
    'registry_day',
    'registry_rank',
    'search_document',
    'search_metric',
    'search_parameter',
    'search_tag',
    'search_owner',
    'search_note',
    'search_alias',
    'search_package',
  ])
    expect([table, survived[table]?.length]).toEqual([table, expect.toSatisfy((count: number) => count > 0)]);
});

/** A durable server, the subgraphs that are followed in this process, and catalogs as processes of their own. */
async function createWorld() {
  const opened: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const each of opened.splice(0).reverse()) await each();
  };
  try {
    const folder = freshFolder();
    opened.push(() => rm(folder, { recursive: true, force: true }));
    const server = await startEmbeddedPostgres({ folder });
    opened.push(() => server.stop());
    await createDatabaseIfMissing(server.url(), 'faults');
    const [url, servingUrl] = [server.url('faults'), server.servingUrl('faults')];
    await makeServingRole(url, decodeURIComponent(new URL(servingUrl).password));
    const urls = { DATABASE_URL: servingUrl, DATABASE_MIGRATION_URL: url };
    const config = testConfig(SUBGRAPH_ENV);
    const subgraphs = new Map<string, Subgraph>();
    const flags: string[] = [];
    for (const { definition } of SUBGRAPHS.filter((place) => place.definition.name !== 'catalog')) {
      const { name } = definition;
      const transportOf = (other: string) => subgraphs.get(other)!.execute;
      const subgraph = await openSubgraph(definition, {
        databaseUrl: servingUrl,
        migrationUrl: url,
        timeouts: config.timeouts,
        logger,
        transportOf,
        databaseSettings: { poolSize: 4 },
      });
      opened.push(async () => subgraph[Symbol.asyncDispose]());
      subgraphs.set(name, subgraph);
      const { schema, createContext } = subgraph;
      const serving = await serveSubgraph({
        name,
        verify: testVerifier(name),
        schema,
        createContext,
        config,
        logger,
        readiness: {},
      });
      opened.push(async () => serving.close());
      flags.push('--subgraph', `${name}=${serving.url}/graphql`);
    }
    const client = new pg.Client({ connectionString: url, options: '-c search_path=catalog' });
    await client.connect();
    opened.push(() => client.end());
    const number = async (sql: string) => Number((await client.query(sql)).rows[0].number);
    return {
      urls,
      subgraphs,
      async startProjector() {
        const projector = await startProjector(flags, urls);
        opened.push(projector.kill);
        return projector;
      },
      /** Events that the catalog has taken in. */
      projected: () => number('SELECT coalesce(sum(position), 0) AS number FROM projection'),
      /** Events of all ledgers. */
      written: () =>
        number(
          `SELECT ${[...subgraphs.keys()].map((name) => `(SELECT count(*) FROM ${name}.ledger_event)`).join(' + ')} AS number`,
        ),
      /** Every row of every table of the catalog, as text, sorted. */
      async tables(): Promise<Record<string, string[]>> {
        const { rows } = await client.query<{ name: string }>(
          `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'catalog' AND tablename <> 'migration' ORDER BY 1`,
        );
        const tables: Record<string, string[]> = {};
        for (const { name } of rows) {
          const { rows: lines } = await client.query<{ line: string }>(
            `SELECT ${name}::text AS line FROM ${name} ORDER BY 1`,
          );
          tables[name] = lines.map(({ line }) => line);
        }
        return tables;
      },
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** `pedigraph subgraph catalog`, following; `kill` gives it no moment to end in order. */
async function startProjector(args: readonly string[], urls: Record<string, string>) {
  const child = spawn(process.execPath, ['bin/pedigraph.mjs', 'subgraph', 'catalog', '--port', '0', ...args], {
    env: { ...process.env, ...urls, ...SUBGRAPH_ENV, PEDIGRAPH_BACKGROUND_KEY: BACKGROUND.privateKey },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk;
      if (output.includes('The subgraph catalog is ready')) resolve();
    });
    void ended.then(() => reject(new Error(`it ended:\n${output}`)));
  });
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Writes what a team would, round after round, until it is stopped: every table of the catalog gets rows of it. */
function startWriter(subgraphs: ReadonlyMap<string, Subgraph>) {
  let [rounds, stopped] = [0, false];
  const write = async (subgraph: string, document: string, variables: Record<string, unknown>) => {
    const { data, messages } = await ask(subgraphs.get(subgraph)!, document, variables);
    if (messages.length > 0) throw new Error(messages.join(' '));
    return data;
  };
  const round = async (n: number) => {
    const [dataset, environment] = [`acme/data${n}`, `acme/env${n}`];
    await write('environments', ENVIRONMENT, {
      input: { environment, os: 'linux', packages: [{ manager: 'pip', name: 'numpy', version: `1.${n}.0` }] },
    });
    const derivedFrom = n === 0 ? [] : [`acme/data${n - 1}@1.0.0`];
    await write('datasets', DATASET, { input: { dataset, description: `part ${n}`, derivedFrom } });
    const started = await write('experiments', RUN, {
      input: {
        experiment: 'acme/base',
        name: `run-${n}`,
        parameters: { depth: n },
        inputs: [{ ref: `${dataset}@1.0.0` }],
        environment: `${environment}@1.0.0`,
      },
    });
    const { id: run } = started.startRun.run;
    await write('experiments', LOG, { run, metrics: [{ key: 'auc', value: 1 / (n + 1), step: 0 }] });
    await write('experiments', FINISH, { run });
    const [model, version] = [`acme/model${n % 3}`, `${n + 1}.0.0`];
    await write('models', MODEL, {
      input: { model, version, datasets: [{ ref: `${dataset}@1.0.0` }], environment: `${environment}@1.0.0`, run },
    });
    await write('models', TAGS, { input: { of: model, set: { round: `${n}` } } });
    await write('models', OWNERS, { input: { model, owners: [`owner-${n}`] } });
    await write('models', NOTE, { input: { of: `${model}@${version}`, text: `looked at in round ${n}` } });
    await write('models', ALIAS, { input: { model, alias: 'staging', version } });
  };
  const running = (async () => {
    for (; !stopped; rounds++) await round(rounds);
  })();
  let failure: unknown;
  running.catch((error) => {
    failure = error;
  });
  return {
    /** How many rounds are done. */
    rounds: () => {
      if (failure !== undefined) throw failure;
      return rounds;
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

const ENVIRONMENT =
  'mutation ($input: RegisterEnvironmentVersionInput!) { registerEnvironmentVersion(input: $input) { created } }';
const DATASET = 'mutation ($input: RegisterDatasetVersionInput!) { registerDatasetVersion(input: $input) { created } }';
const RUN = 'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }';
const LOG =
  'mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } }';
const FINISH = 'mutation ($run: ID!) { finishRun(input: { run: $run, status: FINISHED }) { run { id } } }';
const MODEL = 'mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { created } }';
const OWNERS = 'mutation ($input: SetOwnersInput!) { setOwners(input: $input) { model { id } } }';
const TAGS = 'mutation ($input: SetTagsInput!) { setTags(input: $input) { __typename } }';
const NOTE = 'mutation ($input: AddNoteInput!) { addNote(input: $input) { __typename } }';
const ALIAS = 'mutation ($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }';
