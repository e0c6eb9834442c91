import type { Graph, Line } from './graph';
import { layersOf } from './layers';
import { orderColumns } from './order';
import { heightsOf } from './place';
import { ranksOf, withoutCircles } from './ranks';

/** How large a box is, and how far boxes stand apart. */
export const BOX = { width: 196, height: 44, between: 14, columns: 72 } as const;

const SPACING = { boxes: BOX.height + BOX.between, mixed: BOX.height / 2 + 12, bends: 10 };

/** Where everything stands, in pixels, the left upper corner of all of it at 0, 0. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Of each point its left end. Boxes come first; the points behind them are bends, as wide as a box and without height. */
  readonly lefts: readonly number[];
  /** Of each point its middle. */
  readonly middles: readonly number[];
  readonly pieces: readonly Line[];
  /** Of each line of the graph its pieces. */
  readonly piecesOf: readonly (readonly number[])[];
}

/** Lays a graph out in columns from left to right. The same graph is always laid out the same. */
export function layOut({ count, lines }: Graph): Layout {
  const forward = { count, lines: withoutCircles({ count, lines }) };
  const layers = layersOf(forward, ranksOf(forward));
  const { points, ranks, pieces, piecesOf } = layers;
  const heights = heightsOf({ points, boxes: count, columns: orderColumns(layers), pieces }, SPACING);
  const halfOf = (point: number) => (point < count ? BOX.height / 2 : 0);
  let [top, bottom] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [point, height] of heights.entries()) {
    top = Math.min(top, height - halfOf(point));
    bottom = Math.max(bottom, height + halfOf(point));
  }
  const columns = layers.columns.length;
  return {
    width: columns === 0 ? 0 : columns * BOX.width + (columns - 1) * BOX.columns,
    height: count === 0 ? 0 : Math.round(bottom - top),
    lefts: ranks.map((rank) => rank * (BOX.width + BOX.columns)),
    middles: [...heights].map((height) => Math.round(height - top)),
    pieces,
    piecesOf,
  };
}
