import type { EntityManager } from 'typeorm';
import { readArrays } from '../../../src/platform/database/read-arrays.js';
import type { RunParameter } from './run-parameter.entity.js';

/** What a run has as parameters. */
export interface LoggedParameters {
  readonly runId: string;
  readonly items: readonly RunParameter[];
  readonly ended: boolean;
}

/** One row a run: the driver takes longer over many small rows than PostgreSQL over gathering them. */
const OF_RUNS = `
  SELECT r.run_id,
         coalesce(json_agg(json_build_array(p.key, p.value) ORDER BY p.key) FILTER (WHERE p.key IS NOT NULL), '[]'),
         bool_or(e.run_id IS NOT NULL)
  FROM run_parameter p RIGHT JOIN unnest($1::uuid[]) AS r (run_id) ON p.run_id = r.run_id
  LEFT JOIN run_end e ON e.run_id = r.run_id GROUP BY r.run_id`;

/** Reads and writes of the `run_parameter` table. */
export class ParameterRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The parameters of each of these runs, by key, and whether the run had ended: then they are all it will ever have. */
  async gatheredByRuns(runIds: readonly string[]): Promise<LoggedParameters[]> {
    const rows = (await readArrays(this.manager, OF_RUNS, [runIds])) as [string, [string, unknown][], boolean][];
    return rows.map(([runId, parameters, ended]) => ({
      runId,
      items: parameters.map(([key, value]) => ({ runId, key, value })),
      ended,
    }));
  }

  async findByRun(runId: string): Promise<readonly RunParameter[]> {
    return (await this.gatheredByRuns([runId]))[0]?.items ?? [];
  }

  /** Adds what is not there yet, in one statement, and returns the keys that are there with another value. */
  async insertNew(runId: string, parameters: Readonly<Record<string, unknown>>): Promise<string[]> {
    const keys = Object.keys(parameters);
    const values = keys.map((key) => JSON.stringify(parameters[key]));
    if (keys.length === 0) return [];
    await this.manager.query(
      `INSERT INTO run_parameter (run_id, key, value)
       SELECT $1, p.key, p.value FROM unnest($2::text[], $3::jsonb[]) AS p (key, value) ON CONFLICT DO NOTHING`,
      [runId, keys, values],
    );
    const other = await this.manager.query<{ key: string }[]>(
      `SELECT p.key FROM unnest($2::text[], $3::jsonb[]) AS p (key, value)
       JOIN run_parameter r ON r.run_id = $1 AND r.key = p.key AND r.value <> p.value`,
      [runId, keys, values],
    );
    return other.map((row) => row.key);
  }
}
