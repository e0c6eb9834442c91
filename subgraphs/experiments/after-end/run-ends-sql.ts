import { INITIAL_RUN_STATUS } from '#values/run-status.js';

/** Joins to the runs `r` their first end `e`. */
export const JOIN_RUN_END = 'LEFT JOIN experiments.run_end e ON e.run_id = r.id';

/** Joins, behind that, the last time `c` that a run went on after its end, and the end `ce` of that. */
export const JOIN_CONTINUATION = `LEFT JOIN LATERAL (
        SELECT sequence FROM experiments.run_continuation WHERE run_id = r.id ORDER BY sequence DESC LIMIT 1) c ON true
      LEFT JOIN experiments.run_continuation_end ce ON ce.run_id = r.id AND ce.sequence = c.sequence`;

/** SQL of the status of a run: as it ended last, where it went on after its end. */
export const RUN_STATUS_SQL = `CASE WHEN c.sequence IS NULL THEN coalesce(e.status, '${INITIAL_RUN_STATUS}') ELSE coalesce(ce.status, '${INITIAL_RUN_STATUS}') END`;

/** SQL of when it ended last. */
export const RUN_ENDED_AT_SQL = 'CASE WHEN c.sequence IS NULL THEN e.ended_at ELSE ce.ended_at END';

/** SQL of how many seconds it took, to its last end. */
export const RUN_SECONDS_SQL = `extract(epoch FROM (${RUN_ENDED_AT_SQL}) - r.started_at)::float8`;
