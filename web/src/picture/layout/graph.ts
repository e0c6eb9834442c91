/** A line of a graph, by the places of the boxes that it connects: from what was there first to what was made of it. */
export type Line = readonly [from: number, to: number];

/** What is laid out: so many boxes, all of one size, and lines between them. */
export interface Graph {
  readonly count: number;
  readonly lines: readonly Line[];
}

/** The neighbours of each of `count` points, along the lines or against them. */
export function neighboursOf(count: number, lines: readonly Line[], way: 'after' | 'before'): readonly number[][] {
  const neighbours: number[][] = Array.from({ length: count }, () => []);
  for (const [from, to] of lines) {
    if (way === 'after') neighbours[from]!.push(to);
    else neighbours[to]!.push(from);
  }
  return neighbours;
}
