/** Rounds at most; each takes crossings away, and few take many. */
const ROUNDS = 12;

/** Swaps points that stand next to each other in a column, where fewer lines cross then, until none do. */
export function swapNeighbours(
  columns: readonly number[][],
  before: readonly (readonly number[])[],
  after: readonly (readonly number[])[],
): void {
  const places = new Map<number, number>();
  for (const column of columns) for (const [place, point] of column.entries()) places.set(point, place);
  const placesOf = (points: readonly number[]) => points.map((point) => places.get(point)!).sort((a, b) => a - b);
  for (let round = 0, gained = true; round < ROUNDS && gained; round += 1) {
    gained = false;
    for (const column of columns) {
      // The columns beside this one stand still meanwhile.
      const sides = new Map(
        column.map((point) => [point, [placesOf(before[point]!), placesOf(after[point]!)] as const]),
      );
      for (let at = 0; at + 1 < column.length; at += 1) {
        const [upper, lower] = [column[at]!, column[at + 1]!];
        const [upperSides, lowerSides] = [sides.get(upper)!, sides.get(lower)!];
        const now = crossed(upperSides[0], lowerSides[0]) + crossed(upperSides[1], lowerSides[1]);
        if (now === 0) continue;
        const swapped = crossed(lowerSides[0], upperSides[0]) + crossed(lowerSides[1], upperSides[1]);
        if (swapped >= now) continue;
        [column[at], column[at + 1]] = [lower, upper];
        places.set(lower, at).set(upper, at + 1);
        gained = true;
      }
    }
  }
}

/** How many lines cross of two points, the upper one's neighbours and the lower one's given by their sorted places. */
function crossed(upper: readonly number[], lower: readonly number[]): number {
  let crossings = 0;
  let below = 0;
  for (const place of upper) {
    while (below < lower.length && lower[below]! < place) below += 1;
    crossings += below;
  }
  return crossings;
}
