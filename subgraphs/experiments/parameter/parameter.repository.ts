import { type EntityManager, In } from 'typeorm';
import { RunParameter } from './run-parameter.entity.js';

/** Reads and writes of the `run_parameter` table. */
export class ParameterRepository {
  constructor(private readonly manager: EntityManager) {}

  findByRuns(runIds: readonly string[]): Promise<RunParameter[]> {
    return this.manager.find(RunParameter, { where: { runId: In(runIds) }, order: { runId: 'ASC', key: 'ASC' } });
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
