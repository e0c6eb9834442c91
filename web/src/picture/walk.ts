import { type Line, neighboursOf } from './layout/graph';
import type { Picture } from './picture';

/** Which way the keys go. */
export type Step = 'left' | 'right' | 'up' | 'down';

/** The box that an arrow leads to: along a line to the left and right, the nearest first; else up and down its column. */
export function walk({ boxes, lines, layout: { lefts, middles } }: Picture, at: number, step: Step): number {
  const far = (box: number) => Math.abs(middles[box]! - middles[at]!);
  if (step === 'left' || step === 'right') {
    const beside = neighboursOf(boxes.length, lines, step === 'right' ? 'after' : 'before')[at]!;
    return nearest(beside, far) ?? at;
  }
  const sign = step === 'down' ? 1 : -1;
  const column = [...boxes.keys()].filter(
    (box) => lefts[box] === lefts[at] && sign * (middles[box]! - middles[at]!) > 0,
  );
  return nearest(column, far) ?? at;
}

function nearest(boxes: readonly number[], far: (box: number) => number): number | undefined {
  return boxes.reduce<number | undefined>(
    (best, box) => (best === undefined || far(box) < far(best) ? box : best),
    undefined,
  );
}

/** A box and what lines connect it with, at most so many. */
export function near(lines: readonly Line[], box: number, most: number): readonly number[] {
  const found = new Set([box]);
  for (const [from, to] of lines) {
    if (found.size >= most) break;
    if (from === box) found.add(to);
    if (to === box) found.add(from);
  }
  return [...found];
}
