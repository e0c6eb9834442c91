import type { KindLook } from '../parts/kinds';
import type { Colours } from './colours';
import { curveOf } from './curve';
import type { InSight } from './drawn-index';
import { BOX } from './layout/layout';
import { opacityOf, UNLIT } from './opacity';
import type { Lit, Picture } from './picture';
import { shortened, shortenedName } from './shortened';
import { signPath } from './sign-path';
import { FONTS, TEXT } from './text-places';
import type { Viewport } from './viewport';

/** Below these scales a box is a bar of its colour, and a letter with a name. */
const BARS_BELOW = 0.22;
const NAMES_BELOW = 0.6;
/** While a picture moves, more lines than these are left out, but for those that are lit. */
export const MOST_MOVING_LINES = 3_000;

/** How a picture looks at the moment. */
export interface Appearance {
  readonly colours: Colours;
  readonly lit: Lit | undefined;
  /** The box where the keys are. */
  readonly cursor: number | undefined;
  readonly isMoving: boolean;
}

/** Draws what is in sight of a picture, as finely as its scale lets it be seen. */
export function drawPicture(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  { boxes, pieces }: InSight,
  viewport: Viewport,
  appearance: Appearance,
): void {
  drawLines(pen, picture, pieces, viewport, appearance);
  const { scale } = viewport;
  if (scale < BARS_BELOW) drawBars(pen, picture, boxes, appearance);
  else for (const at of boxes) drawBox(pen, picture, at, scale < NAMES_BELOW, appearance);
  const { cursor, colours } = appearance;
  if (cursor === undefined || picture.boxes[cursor] === undefined) return;
  const { lefts, middles } = picture.layout;
  pen.globalAlpha = 1;
  pen.strokeStyle = colours.accent;
  pen.lineWidth = 2.5 / Math.min(1, scale);
  pen.strokeRect(lefts[cursor]! - 4, middles[cursor]! - BOX.height / 2 - 4, BOX.width + 8, BOX.height + 8);
}

function drawLines(
  pen: CanvasRenderingContext2D,
  { layout, boxes }: Picture,
  pieces: readonly number[],
  { scale }: Viewport,
  { colours, lit, isMoving }: Appearance,
): void {
  const isLit = (piece: number) => lit?.pieces.has(piece) === true;
  const stroke = (chosen: readonly number[], colour: string, width: number, alpha: number) => {
    if (chosen.length === 0) return;
    pen.beginPath();
    for (const piece of chosen) {
      const { fromX, fromY, toX, toY, endX, reach } = curveOf(layout, piece, boxes.length);
      pen.moveTo(fromX, fromY);
      pen.bezierCurveTo(fromX + reach, fromY, toX - reach, toY, toX, toY);
      if (endX !== toX) pen.lineTo(endX, toY);
    }
    pen.strokeStyle = colour;
    pen.lineWidth = Math.max(width, width / (scale * 1.6));
    pen.globalAlpha = alpha;
    pen.stroke();
  };
  const others = pieces.filter((piece) => !isLit(piece));
  if (!isMoving || others.length <= MOST_MOVING_LINES)
    stroke(others, colours.edge, 1, lit === undefined ? 0.75 : UNLIT);
  stroke(pieces.filter(isLit), colours.deployment, 2, 1);
}

function drawBars(
  pen: CanvasRenderingContext2D,
  { boxes, layout: { lefts, middles } }: Picture,
  seen: readonly number[],
  { colours, lit }: Appearance,
): void {
  // By colour, so that the pen changes seldom.
  const byColour = new Map<string, number[]>();
  for (const at of seen) {
    const key = `${boxes[at]!.kind.look} ${opacityOf(boxes[at]!, lit?.boxes.has(at))}`;
    const its = byColour.get(key);
    if (its === undefined) byColour.set(key, [at]);
    else its.push(at);
  }
  for (const [key, its] of byColour) {
    const [look, alpha] = key.split(' ') as [KindLook['look'], string];
    pen.fillStyle = colours[look];
    pen.globalAlpha = Number(alpha);
    for (const at of its) pen.fillRect(lefts[at]!, middles[at]! - BOX.height / 2, BOX.width, BOX.height);
  }
}

function drawBox(
  pen: CanvasRenderingContext2D,
  { boxes, layout: { lefts, middles } }: Picture,
  at: number,
  isSmall: boolean,
  { colours, lit }: Appearance,
): void {
  const box = boxes[at]!;
  const { kind, title, note, isStack, rim } = box;
  const left = lefts[at]!;
  const middle = middles[at]!;
  const top = middle - BOX.height / 2;
  pen.globalAlpha = opacityOf(box, lit?.boxes.has(at));
  pen.lineWidth = lit?.boxes.has(at) === true ? 2 : 1.25;
  pen.strokeStyle = lit?.boxes.has(at) === true ? colours.deployment : colours[kind.look];
  pen.fillStyle = colours.surface;
  for (const by of isStack ? [6, 3, 0] : [0]) {
    pen.beginPath();
    pen.roundRect(left + by, top - by, BOX.width, BOX.height, 6);
    pen.fill();
    pen.stroke();
  }
  pen.beginPath();
  signPath(pen, kind.look, left + TEXT.sign, middle, isSmall ? 13 : 9);
  pen.fillStyle = colours[kind.look];
  pen.fill();
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = colours.surface;
  pen.font = isSmall ? FONTS.bigLetter : FONTS.letter;
  pen.fillText(kind.letter, left + TEXT.sign, middle + (kind.look === 'deployment' ? 2 : 0.5));
  pen.textAlign = 'left';
  pen.fillStyle = colours.text;
  if (isSmall) {
    pen.font = FONTS.bigTitle;
    pen.fillText(shortenedName(title, TEXT.width, TEXT.bigTitle), left + TEXT.left, middle);
  } else {
    pen.font = FONTS.title;
    pen.fillText(shortenedName(title, TEXT.width, TEXT.title), left + TEXT.left, note === '' ? middle : middle - 8);
    if (note !== '') {
      pen.font = FONTS.note;
      pen.fillStyle = colours.muted;
      pen.fillText(shortened(note, TEXT.width, TEXT.note), left + TEXT.left, middle + 9);
    }
  }
  pen.font = FONTS.note;
  pen.fillStyle = colours.muted;
  if (rim.behind > 0) pen.fillText(`+${rim.behind}`, left + BOX.width + (isStack ? 10 : 4), middle - 9);
  if (rim.before === 0) return;
  pen.textAlign = 'right';
  pen.fillText(`+${rim.before}`, left - 4, middle - 9);
}
