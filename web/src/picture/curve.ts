import { BOX, type Layout } from './layout/layout';

/** A piece of a line as a cubic curve, and where it goes on straight to, if it ends at a bend. */
export interface Curve {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
  /** Where the line leaves a bend on its other side; the same as `toX` at a box. */
  readonly endX: number;
  /** How far each end goes straight on before it turns. */
  readonly reach: number;
}

/** The curve of a piece. */
export function curveOf({ lefts, middles, pieces }: Layout, piece: number, boxes: number): Curve {
  const [from, to] = pieces[piece]!;
  const fromX = lefts[from]! + BOX.width;
  const toX = lefts[to]!;
  const endX = to >= boxes ? toX + BOX.width : toX;
  return { fromX, fromY: middles[from]!, toX, toY: middles[to]!, endX, reach: (toX - fromX) / 2 };
}
