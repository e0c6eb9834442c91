import { crossingsOf } from './crossings';
import { neighboursOf } from './graph';
import type { Layers } from './layers';
import { swapNeighbours } from './swap-neighbours';

/** Sweeps at most, and sweeps without a gain after which none is expected. */
const SWEEPS = 16;
const IDLE_SWEEPS = 4;

/** Above so many points a graph is ordered by sweeps alone: swapping would cost more than the rest together. */
const MOST_TO_SWAP = 1_500;

/**
 * Orders the points of each column so that few lines cross. Sweeps go to the right and to the left in turn, and order
 * each column by the means of the places of what its points are connected with in the column before (barycentres); the
 * best that was met is taken, so the order is never worse than the one that was given. Then neighbours are swapped
 * where that takes crossings away.
 * @returns the columns, in their new order
 */
export function orderColumns(layers: Layers): readonly (readonly number[])[] {
  const { points, pieces } = layers;
  const before = neighboursOf(points, pieces, 'before');
  const after = neighboursOf(points, pieces, 'after');
  const columns = layers.columns.map((column) => [...column]);
  let best = columns.map((column) => [...column]);
  let least = crossingsOf({ ...layers, columns });
  for (let sweep = 0, idle = 0; sweep < SWEEPS && idle < IDLE_SWEEPS && least > 0; sweep += 1) {
    if (sweep % 2 === 0) for (let at = 1; at < columns.length; at += 1) arrange(columns, at, at - 1, before);
    else for (let at = columns.length - 2; at >= 0; at -= 1) arrange(columns, at, at + 1, after);
    const crossings = crossingsOf({ ...layers, columns });
    idle = crossings < least ? 0 : idle + 1;
    if (crossings >= least) continue;
    least = crossings;
    best = columns.map((column) => [...column]);
  }
  if (points <= MOST_TO_SWAP && least > 0) swapNeighbours(best, before, after);
  return best;
}

/** Orders a column by the means of the places of its points' neighbours in the column beside it. */
function arrange(columns: number[][], at: number, beside: number, neighbours: readonly number[][]): void {
  const column = columns[at]!;
  const places = new Map(columns[beside]!.map((point, place) => [point, place]));
  const scale = columns[beside]!.length / Math.max(1, column.length);
  const means = new Map(
    column.map((point, place) => {
      const its = neighbours[point]!;
      // What is connected with nothing there stays about where it is.
      const mean =
        its.length === 0 ? place * scale : its.reduce((sum, each) => sum + places.get(each)!, 0) / its.length;
      return [point, mean];
    }),
  );
  column.sort((one, other) => means.get(one)! - means.get(other)!);
}
