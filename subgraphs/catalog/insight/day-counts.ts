/** What is counted of a part of the registry on a day: the columns of `registry_day`. */
export const DAY_COUNTS = [
  ...(['versions', 'reproducible', 'rollbacks', 'productions', 'promotions', 'refusals'] as const),
  // Checks, and by how much versions whose last one says YES, NO or UNKNOWN became more or fewer on the day.
  ...(['checks', 'reachable', 'gone', 'unanswered'] as const),
] as const;

/** What is counted on a day. */
export type DayCounts = Record<(typeof DAY_COUNTS)[number], number>;

/** Counts of which those that are not given are none. */
export function dayCounts(counts: Partial<DayCounts>): DayCounts {
  return {
    ...{ versions: 0, reproducible: 0, rollbacks: 0, productions: 0, promotions: 0, refusals: 0 },
    ...{ checks: 0, reachable: 0, gone: 0, unanswered: 0 },
    ...counts,
  };
}
