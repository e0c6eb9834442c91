/** What is counted of a part of the registry on a day: the columns of `registry_day`. */
export const DAY_COUNTS = ['versions', 'reproducible', 'rollbacks', 'productions', 'promotions', 'refusals'] as const;

/** What is counted on a day. */
export type DayCounts = Record<(typeof DAY_COUNTS)[number], number>;

/** Counts of which those that are not given are none. */
export function dayCounts(counts: Partial<DayCounts>): DayCounts {
  return { versions: 0, reproducible: 0, rollbacks: 0, productions: 0, promotions: 0, refusals: 0, ...counts };
}
