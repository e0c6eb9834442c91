import { BOX } from './layout/layout';
import type { Picture } from './picture';
import type { Size, Viewport } from './viewport';

/** A column of a picture: its boxes from the top, and the pieces that leave it. */
interface Column {
  readonly left: number;
  readonly boxes: readonly number[];
  readonly pieces: readonly number[];
}

/** The columns of a picture, from the left, so that what is out of sight is found without looking at it. */
export type DrawnIndex = readonly Column[];

/** What of a picture is in sight: places of boxes and of pieces. */
export interface InSight {
  readonly boxes: readonly number[];
  readonly pieces: readonly number[];
}

/** Makes the index of a picture. */
export function indexOf({ boxes, layout: { lefts, middles, pieces } }: Picture): DrawnIndex {
  const columns = new Map<number, { readonly left: number; boxes: number[]; pieces: number[] }>();
  const columnAt = (left: number) => {
    const column = columns.get(left) ?? { left, boxes: [], pieces: [] };
    columns.set(left, column);
    return column;
  };
  for (const at of boxes.keys()) columnAt(lefts[at]!).boxes.push(at);
  for (const [at, [from]] of pieces.entries()) columnAt(lefts[from]!).pieces.push(at);
  for (const column of columns.values()) column.boxes.sort((one, other) => middles[one]! - middles[other]!);
  return [...columns.values()].sort((one, other) => one.left - other.left);
}

/** Finds what is in sight, with a column to each side: lines come from there. */
export function inSight(
  { layout: { middles, pieces } }: Picture,
  index: DrawnIndex,
  { x, y, scale }: Viewport,
  { width, height }: Size,
): InSight {
  const [right, bottom] = [x + width / scale, y + height / scale];
  const stride = BOX.width + BOX.columns;
  const [boxes, seen]: [number[], number[]] = [[], []];
  for (const column of index) {
    if (column.left + stride < x - stride || column.left > right + stride) continue;
    for (let at = firstBelow(column.boxes, middles, y - BOX.height); at < column.boxes.length; at += 1) {
      const box = column.boxes[at]!;
      if (middles[box]! - BOX.height > bottom) break;
      boxes.push(box);
    }
    for (const piece of column.pieces) {
      const [from, to] = pieces[piece]!;
      const [one, other] = [middles[from]!, middles[to]!];
      if (Math.max(one, other) >= y && Math.min(one, other) <= bottom) seen.push(piece);
    }
  }
  return { boxes, pieces: seen };
}

/** The place of the first box whose middle is not above a height. */
function firstBelow(boxes: readonly number[], middles: readonly number[], height: number): number {
  let [low, high] = [0, boxes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (middles[boxes[middle]!]! < height) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The box at a point of the picture. */
export function boxAtPoint({ boxes, layout: { lefts, middles } }: Picture, x: number, y: number): number | undefined {
  for (const at of boxes.keys())
    if (x >= lefts[at]! && x <= lefts[at]! + BOX.width && Math.abs(y - middles[at]!) <= BOX.height / 2) return at;
  return undefined;
}
