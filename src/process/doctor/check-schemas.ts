import { refuseNewerSchema } from '#platform/database/schema/schema-version.js';
import { FOLLOWED_LEDGERS } from '#subgraphs/catalog/projection/followed-ledgers.js';
import { SUBGRAPHS } from '../subgraph-definitions.js';
import type { ReadRows } from './check-database.js';
import { type Finding, fine, problem, warning } from './finding.js';

/** Events that the catalog may be behind while it works. */
const BEHIND = 1_000;

/** Which migrations have run, and how far the catalog is behind the ledgers it follows. */
export async function checkSchemas(read: ReadRows): Promise<readonly Finding[]> {
  const present = new Set(
    (
      await read(
        "SELECT nspname AS name FROM pg_namespace WHERE to_regclass(quote_ident(nspname) || '.migration') IS NOT NULL",
      )
    ).map(({ name }) => String(name)),
  );
  const missing = SUBGRAPHS.filter(({ definition }) => !present.has(definition.name));
  if (missing.length === SUBGRAPHS.length)
    return [fine('migrations', 'The database holds no store yet: the first start makes one.')];
  const findings: Finding[] = [];
  const pending: string[] = missing.map(({ definition }) => `all of ${definition.name}`);
  for (const { definition } of SUBGRAPHS.filter((place) => !missing.includes(place))) {
    const { name: schema, migrations } = definition;
    const ran = new Set((await read(`SELECT name FROM "${schema}".migration`)).map(({ name }) => String(name)));
    const known = new Set(migrations.map(({ name }) => name));
    try {
      await refuseNewerSchema(async (sql, values) => [...(await read(sql, values))], { schema, ran, known });
    } catch (error) {
      findings.push(problem('migrations', (error as Error).message, 'Start the newer version.'));
    }
    const left = migrations.filter(({ name }) => !ran.has(name)).length;
    if (left > 0) pending.push(`${left} of ${schema}`);
  }
  if (pending.length > 0)
    findings.push(
      warning(
        'migrations',
        `Migrations have not run: ${pending.join(', ')}.`,
        'The next start runs them; take a backup before.',
      ),
    );
  if (findings.length === 0) findings.push(fine('migrations', 'Every migration of this version has run.'));
  return present.has('catalog') ? [...findings, ...(await checkLag(read, present))] : findings;
}

async function checkLag(read: ReadRows, present: ReadonlySet<string>): Promise<readonly Finding[]> {
  const positions = new Map(
    (await read('SELECT subgraph, position FROM catalog.projection')).map(({ subgraph, position }) => [
      String(subgraph),
      Number(position),
    ]),
  );
  const findings: Finding[] = [];
  for (const ledger of FOLLOWED_LEDGERS.filter((name) => present.has(name))) {
    const [head] = await read(`SELECT coalesce(max(position), 0)::float8 AS position FROM "${ledger}".ledger_event`);
    const behind = Number(head?.['position']) - (positions.get(ledger) ?? 0);
    if (behind < 0)
      findings.push(
        problem(
          'catalog.lag',
          `The catalog has read ${-behind} events of ${ledger} that its ledger does not hold: another past was restored beneath it.`,
          'Run pedigraph catalog rebuild.',
        ),
      );
    else if (behind > BEHIND)
      findings.push(
        warning(
          'catalog.lag',
          `The catalog is ${behind} events behind the ledger of ${ledger}.`,
          'It catches up while a server runs; where it does not, its log says why, and pedigraph catalog rebuild begins anew.',
        ),
      );
  }
  return findings.length > 0 ? findings : [fine('catalog.lag', 'The catalog follows every ledger.')];
}
