import type { EntityManager } from 'typeorm';
import { readTexts } from '../../../src/platform/database/read-texts.js';

/** One row a run: the driver takes longer over many small rows than PostgreSQL over gathering them. */
const OF_RUNS = `
  SELECT r.run_id, (SELECT coalesce(json_agg(json_build_array(key, value)), '[]') FROM experiments.run_parameter WHERE run_id = r.run_id)
  FROM unnest($1::uuid[]) AS r (run_id)`;

/** Reads and writes of the `run_parameter` table. */
export class ParameterRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The parameters of each of these runs: names to values. */
  async ofRuns(runIds: readonly string[]): Promise<ReadonlyMap<string, Record<string, unknown>>> {
    const rows = await readTexts(this.manager, OF_RUNS, [runIds]);
    return new Map(rows.map((row) => [row.text(0)!, Object.fromEntries(JSON.parse(row.text(1)!))]));
  }

  async ofRun(runId: string): Promise<Record<string, unknown>> {
    return (await this.ofRuns([runId])).get(runId) ?? {};
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
