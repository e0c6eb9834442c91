import type { EntityManager } from 'typeorm';
import { keysOfPoints } from '../metric/keys-of-points.js';

/** The newest runs of an experiment, whose keys are listed. */
export const MAX_RUNS_READ = 1_000;

const NEWEST = `
  FROM unnest($1::uuid[]) AS e (id)
  CROSS JOIN LATERAL (
    SELECT id FROM experiments.run WHERE experiment_id = e.id ORDER BY id DESC LIMIT ${MAX_RUNS_READ}) AS r`;

const METRIC_KEYS = `SELECT DISTINCT e.id, k.key ${NEWEST} CROSS JOIN ${keysOfPoints('metric_point', 'r.id')} AS k`;

const PARAMETER_KEYS = `
  SELECT DISTINCT e.id, p.key ${NEWEST} JOIN experiments.run_parameter p ON p.run_id = r.id`;

/** Reads of which metrics and parameters the runs of experiments have. */
export class LoggedKeysRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Of each experiment, sorted. */
  metricKeys(experimentIds: readonly string[]): Promise<string[][]> {
    return this.keys(METRIC_KEYS, experimentIds);
  }

  /** Of each experiment, sorted. */
  parameterKeys(experimentIds: readonly string[]): Promise<string[][]> {
    return this.keys(PARAMETER_KEYS, experimentIds);
  }

  private async keys(text: string, experimentIds: readonly string[]): Promise<string[][]> {
    const rows = await this.manager.query<{ id: string; key: string }[]>(text, [experimentIds]);
    const keysOf = new Map<string, string[]>(experimentIds.map((id) => [id, []]));
    for (const { id, key } of rows) keysOf.get(id)?.push(key);
    return experimentIds.map((id) => keysOf.get(id)!.sort());
  }
}
