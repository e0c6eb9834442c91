import type { EntityManager } from 'typeorm';
import type { Statement } from '#platform/database/driver/run-transaction.js';
import { prepared, preparedStatement } from '#platform/database/rows/prepared.js';
import { readTexts } from '#platform/database/rows/read-texts.js';

/** One row a run: the driver takes longer over many small rows than PostgreSQL over gathering them. */
const OF_RUNS = (table: ParameterTable) => `
  SELECT r.run_id, (SELECT coalesce(json_agg(json_build_array(key, value)), '[]') FROM experiments.${table} WHERE run_id = r.run_id)
  FROM unnest($1::uuid[]) AS r (run_id)`;

/** With those that came after the end. */
const SOME_OF_RUNS = `
  SELECT run_id, json_agg(json_build_array(key, value)) FROM (
    SELECT run_id, key, value FROM experiments.run_parameter
    UNION ALL SELECT run_id, key, value FROM experiments.run_parameter_after_end) p
  WHERE run_id = ANY ($1::uuid[]) AND key = ANY ($2::text[]) GROUP BY run_id`;

/** Where the parameters of runs stand: those of open and sealed runs, or those that came after the end. */
export type ParameterTable = 'run_parameter' | 'run_parameter_after_end';

/** What became of parameters that were to be added, by key. */
export interface AddedParameters {
  readonly added: readonly string[];
  /** There already with another value. */
  readonly changed: readonly string[];
}

/** Parameters of a run to add. */
export interface ParametersOfRun {
  readonly runId: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Reads and writes of the `run_parameter` table, or of that of what came after the end. */
export class ParameterRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly table: ParameterTable = 'run_parameter',
  ) {}

  /** The parameters of each of these runs: names to values. */
  async ofRuns(runIds: readonly string[]): Promise<ReadonlyMap<string, Record<string, unknown>>> {
    const rows = await readTexts(this.manager, OF_RUNS(this.table), [runIds]);
    return new Map(rows.map((row) => [row.text(0)!, Object.fromEntries(JSON.parse(row.text(1)!))]));
  }

  /** Those of these keys alone, after the end too, by the run's id and the key. */
  async someOfRuns(
    runIds: readonly string[],
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, unknown>>> {
    const rows = await readTexts(this.manager, SOME_OF_RUNS, [runIds, keys]);
    return new Map(rows.map((row) => [row.text(0)!, new Map<string, unknown>(JSON.parse(row.text(1)!))]));
  }

  async ofRun(runId: string): Promise<Record<string, unknown>> {
    return (await this.ofRuns([runId])).get(runId) ?? {};
  }

  /** The statement that adds parameters to runs that have none. */
  insertion(given: readonly ParametersOfRun[]): Statement {
    const runs = given.flatMap(({ runId, parameters }) => Object.keys(parameters).map(() => runId));
    const columns = given.map(({ parameters }) => columnsOf(parameters));
    const values = [runs, columns.flatMap(([keys]) => keys), columns.flatMap(([, values]) => values)];
    return { ...preparedStatement(INSERT_NEW(this.table)), values };
  }

  /** Adds what is not there yet, and says which keys it added and which are there with another value. */
  async insertNew(runId: string, parameters: Readonly<Record<string, unknown>>): Promise<AddedParameters> {
    const keys = Object.keys(parameters);
    if (keys.length === 0) return { added: [], changed: [] };
    const text = `${INSERT(this.table)} ON CONFLICT DO NOTHING RETURNING key`;
    const added = await prepared<{ key: string }>(this.manager, text, [runId, ...columnsOf(parameters)]);
    if (added.length === keys.length) return { added: keys, changed: [] };
    return {
      added: added.map(({ key }) => key),
      changed: await this.differing(runId, parameters, 'r.value <> p.value'),
    };
  }

  /** Which of these parameters a run does not have, or has with another value. */
  notOfRun(runId: string, parameters: Readonly<Record<string, unknown>>): Promise<string[]> {
    return this.differing(runId, parameters, 'r.value IS DISTINCT FROM p.value');
  }

  /** Which of these parameters a run has, the same or with another value. */
  async among(
    runId: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly same: ReadonlySet<string>; readonly changed: readonly string[] }> {
    const other = new Set(await this.notOfRun(runId, parameters));
    const changed = await this.differing(runId, parameters, 'r.value <> p.value');
    return { same: new Set(Object.keys(parameters).filter((key) => !other.has(key))), changed };
  }

  private async differing(
    runId: string,
    parameters: Readonly<Record<string, unknown>>,
    condition: 'r.value <> p.value' | 'r.value IS DISTINCT FROM p.value',
  ): Promise<string[]> {
    const rows = await prepared<{ key: string }>(
      this.manager,
      `SELECT p.key FROM ${PARAMETERS} LEFT JOIN ${this.table} r ON r.run_id = $1 AND r.key = p.key
       WHERE ${condition} ORDER BY p.key`,
      [runId, ...columnsOf(parameters)],
    );
    return rows.map(({ key }) => key);
  }
}

const PARAMETERS = 'unnest($2::text[], $3::jsonb[]) AS p (key, value)';

const INSERT = (table: ParameterTable) => `INSERT INTO ${table} (run_id, key, value) SELECT $1, p.* FROM ${PARAMETERS}`;

const INSERT_NEW = (table: ParameterTable) => `
  INSERT INTO ${table} (run_id, key, value)
  SELECT p.* FROM unnest($1::uuid[], $2::text[], $3::jsonb[]) AS p (run_id, key, value)`;

function columnsOf(parameters: Readonly<Record<string, unknown>>): [keys: string[], values: string[]] {
  return [Object.keys(parameters), Object.values(parameters).map((value) => JSON.stringify(value))];
}
