import type { EntityManager } from 'typeorm';
import { keysOfPoints } from '../metric/keys-of-points.js';
import type { FoundRuns } from '../run-search/found-runs.js';

/** The newest runs found whose keys are listed. */
export const MAX_RUNS_READ = 10_000;

/** The most keys of one kind that are listed. */
export const MAX_KEYS = 10_000;

/** What runs have keys of. */
export type KeyedSubject = 'metric' | 'parameter' | 'tag';

/** A key, and how many of the runs have it. */
export interface CountedKey {
  readonly key: string;
  readonly runCount: number;
}

/** The keys of the runs `found f`, each once for a run: of those that have ended by what is stored of their end. */
const KEYS: Readonly<Record<KeyedSubject, string>> = {
  metric: `
    SELECT f.id, l.key FROM found f JOIN last_metric l ON l.run_id = f.id
    UNION SELECT f.id, k.key FROM found f CROSS JOIN ${keysOfPoints('metric_point', 'f.id')} k
      WHERE NOT EXISTS (SELECT FROM run_end e WHERE e.run_id = f.id)
    UNION SELECT f.id, k.key FROM found f CROSS JOIN ${keysOfPoints('metric_point_after_end', 'f.id')} k`,
  parameter: `
    SELECT f.id, p.key FROM found f JOIN run_parameter p ON p.run_id = f.id
    UNION SELECT f.id, p.key FROM found f JOIN run_parameter_after_end p ON p.run_id = f.id`,
  tag: `
    SELECT f.id, t.key FROM found f JOIN run r ON r.id = f.id CROSS JOIN LATERAL jsonb_object_keys(r.tags) AS t (key)
      WHERE NOT EXISTS (SELECT FROM tag_change c WHERE c.subject_id = f.id AND c.key = t.key)
    UNION SELECT f.id, c.key FROM found f CROSS JOIN LATERAL (
      SELECT DISTINCT ON (key) key, value FROM tag_change WHERE subject_id = f.id ORDER BY key, sequence DESC) c
      WHERE c.value IS NOT NULL`,
};

/** Reads of which metrics, parameters and tags runs have. */
export class RunKeysRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Those of the newest runs found: the most frequent first, then by key. */
  async of(subject: KeyedSubject, { tables, where }: FoundRuns): Promise<CountedKey[]> {
    return this.manager.query<CountedKey[]>(
      `WITH found AS MATERIALIZED (
         SELECT r.id FROM ${tables.from} WHERE ${where} ORDER BY r.started_at DESC, r.id LIMIT ${MAX_RUNS_READ})
       SELECT key, count(*)::int AS "runCount" FROM (${KEYS[subject]}) AS keys
       GROUP BY key ORDER BY count(*) DESC, key COLLATE "C" LIMIT ${MAX_KEYS}`,
      [...tables.parameters.values],
    );
  }
}
