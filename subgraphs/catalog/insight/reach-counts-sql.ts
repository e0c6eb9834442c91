const more = (answer: string, column: string) =>
  `((answer = '${answer}')::int - coalesce(before = '${answer}', false)::int) AS ${column}`;

/** SQL of what a row of `registry_reach_check` counts for: a check, and the versions that say another answer since. */
export const REACH_COUNTS_SQL = `1 AS checks, ${more('YES', 'reachable')}, ${more('NO', 'gone')}, ${more('UNKNOWN', 'unanswered')}`;
