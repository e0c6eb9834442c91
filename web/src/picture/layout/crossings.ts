import type { Layers } from './layers';

type Crossed = Pick<Layers, 'points' | 'ranks' | 'columns' | 'pieces'>;

/**
 * How often lines cross: between two columns as often as there are pairs of pieces whose ends stand in other orders.
 * They are counted by a Fenwick tree (a binary indexed tree) over the places of the right column, in O(n log n).
 */
export function crossingsOf({ points, ranks, columns, pieces }: Crossed): number {
  const places = new Int32Array(points);
  for (const column of columns) for (const [place, point] of column.entries()) places[point] = place;
  const between: number[][] = columns.map(() => []);
  // A pair as one number sorts as the pair does.
  for (const [from, to] of pieces) {
    const rank = ranks[from]!;
    between[rank]!.push(places[from]! * (columns[rank + 1]!.length + 1) + places[to]!);
  }
  let crossings = 0;
  for (const [rank, pairs] of between.entries()) {
    if (pairs.length < 2) continue;
    const width = columns[rank + 1]!.length + 1;
    crossings += inversions(Float64Array.from(pairs).sort(), width);
  }
  return crossings;
}

function inversions(sortedPairs: Float64Array, width: number): number {
  const tree = new Int32Array(width + 1);
  let found = 0;
  for (const [before, pair] of sortedPairs.entries()) {
    const to = pair % width;
    let notBelow = 0;
    for (let at = to + 1; at > 0; at -= at & -at) notBelow += tree[at]!;
    found += before - notBelow;
    for (let at = to + 1; at <= width; at += at & -at) tree[at]! += 1;
  }
  return found;
}
