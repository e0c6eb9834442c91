import { readColours, watchTheme } from './colours';
import { drawPicture, MOST_MOVING_LINES } from './draw-picture';
import { boxAtPoint, type DrawnIndex, indexOf, inSight } from './drawn-index';
import { BOX, type Layout } from './layout/layout';
import type { Lit, Picture } from './picture';
import { fitted, panned, type Size, type Viewport, zoomed } from './viewport';

/** Milliseconds in which boxes go to their new places, and boxes above which they are there at once. */
const GOES_IN = 150;
const MOST_GOING = 600;
/** Milliseconds after which what moved is taken to stand still. */
const STILL_AFTER = 120;

/** What a view tells. */
interface ViewEvents {
  /** Called after each frame. */
  readonly onDrawn: () => void;
}

/** A picture on a canvas: what of it is seen, and how it moves. It draws once a frame at most, and only what has changed. */
export class PictureView {
  readonly #canvas: HTMLCanvasElement;
  readonly #events: ViewEvents;
  readonly #disposals: (() => void)[];
  #size: Size = { width: 0, height: 0 };
  #viewport: Viewport | undefined;
  #colours: ReturnType<typeof readColours>;
  #picture: Picture | undefined;
  #index: DrawnIndex = [];
  #lit: Lit | undefined;
  #cursor: number | undefined;
  #movedAt = Number.NEGATIVE_INFINITY;
  #going: { readonly from: Picture; readonly since: number } | undefined;
  #frame: number | undefined;

  constructor(canvas: HTMLCanvasElement, events: ViewEvents) {
    this.#canvas = canvas;
    this.#events = events;
    this.#colours = readColours(canvas.parentElement!);
    const resized = new ResizeObserver(() => this.#measure());
    resized.observe(canvas);
    const unwatch = watchTheme(() => {
      this.#colours = readColours(canvas.parentElement!);
      this.#soon();
    });
    this.#disposals = [() => resized.disconnect(), unwatch];
    this.#measure();
  }

  /** What of the picture is seen; undefined before there is one. */
  get viewport(): Viewport | undefined {
    return this.#viewport;
  }

  set viewport(viewport: Viewport | undefined) {
    this.#viewport = viewport;
    this.#soon();
  }

  get picture(): Picture | undefined {
    return this.#picture;
  }

  /**
   * Shows another picture. A box of it stands where one of the picture before stood on the screen; where there are no
   * such two, all of the new one is shown.
   * @param was the key of the box of the picture before
   * @param is the key of the box of the new one, the same or what became of it
   */
  show(picture: Picture, was: string, is: string): void {
    const before = this.#picture;
    this.#picture = picture;
    this.#index = indexOf(picture);
    const stood = before?.boxes.findIndex(({ key }) => key === was) ?? -1;
    const stands = picture.boxes.findIndex(({ key }) => key === is);
    if (this.#viewport !== undefined && stood >= 0 && stands >= 0) {
      const { x, y, scale } = this.#viewport;
      const byX = picture.layout.lefts[stands]! - before!.layout.lefts[stood]!;
      const byY = picture.layout.middles[stands]! - before!.layout.middles[stood]!;
      this.#viewport = { scale, x: x + byX, y: y + byY };
      if (this.#mayMove(picture)) this.#going = { from: shifted(before!, byX, byY), since: performance.now() };
    } else if (this.#viewport === undefined || before !== undefined)
      this.#viewport = fitted(picture.layout, this.#size);
    this.#soon();
  }

  /** What stands out. */
  light(lit: Lit | undefined): void {
    this.#lit = lit;
    this.#soon();
  }

  /** Where the keys are; the picture moves where that is out of sight. */
  point(cursor: number | undefined): void {
    this.#cursor = cursor;
    const viewport = this.#viewport;
    const layout = this.#picture?.layout;
    if (cursor !== undefined && viewport !== undefined && layout?.middles[cursor] !== undefined) {
      const { x, y } = this.placeOf(cursor)!;
      const { width, height } = this.#size;
      const [wide, high] = [BOX.width * viewport.scale, BOX.height * viewport.scale];
      const byX = x < 8 ? 8 - x : Math.min(0, width - 8 - wide - x);
      const byY = y < 8 ? 8 - y : Math.min(0, height - 8 - high - y);
      if (byX !== 0 || byY !== 0) this.#viewport = panned(viewport, byX, byY);
    }
    this.#soon();
  }

  /** Shows all of the picture. */
  fit(): void {
    if (this.#picture !== undefined) this.viewport = fitted(this.#picture.layout, this.#size);
  }

  /** Larger or smaller, around a point of the canvas. @default its middle */
  zoom(factor: number, at = { x: this.#size.width / 2, y: this.#size.height / 2 }): void {
    if (this.#viewport === undefined) return;
    this.#movedAt = performance.now();
    this.viewport = zoomed(this.#viewport, factor, at);
  }

  /** Moves the picture by pixels of the screen. */
  pan(byX: number, byY: number): void {
    if (this.#viewport === undefined) return;
    this.#movedAt = performance.now();
    this.viewport = panned(this.#viewport, byX, byY);
  }

  /** The box at a point of the canvas. */
  boxAt(atX: number, atY: number): number | undefined {
    if (this.#picture === undefined || this.#viewport === undefined) return undefined;
    const { x, y, scale } = this.#viewport;
    return boxAtPoint(this.#picture, x + atX / scale, y + atY / scale);
  }

  /** Where the left upper corner of a box is on the canvas. */
  placeOf(box: number): { readonly x: number; readonly y: number } | undefined {
    if (this.#picture === undefined || this.#viewport === undefined) return undefined;
    const { x, y, scale } = this.#viewport;
    const { lefts, middles } = this.#picture.layout;
    return { x: (lefts[box]! - x) * scale, y: (middles[box]! - BOX.height / 2 - y) * scale };
  }

  /** Ends it: it draws no more. */
  dispose(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    for (const dispose of this.#disposals) dispose();
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (width === 0 || height === 0) return;
    const wasFitted = this.#picture !== undefined && this.#isFitted();
    this.#size = { width, height };
    const ratio = devicePixelRatio;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    if (wasFitted) this.#viewport = fitted(this.#picture!.layout, this.#size);
    this.#draw();
  }

  #isFitted(): boolean {
    const all = fitted(this.#picture!.layout, this.#size);
    const now = this.#viewport;
    return now !== undefined && now.x === all.x && now.y === all.y && now.scale === all.scale;
  }

  #mayMove({ boxes }: Picture): boolean {
    return boxes.length <= MOST_GOING && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  #soon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
    });
  }

  #draw(): void {
    const pen = this.#canvas.getContext('2d');
    const viewport = this.#viewport;
    if (pen === null || this.#picture === undefined || viewport === undefined) return;
    const ratio = devicePixelRatio;
    const now = performance.now();
    const isMoving = now - this.#movedAt < STILL_AFTER;
    const going = this.#going;
    const part = going === undefined ? 1 : Math.min(1, (now - going.since) / GOES_IN);
    const picture = going === undefined || part === 1 ? this.#picture : between(going.from, this.#picture, part);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = this.#colours.sunken;
    pen.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    const { x, y, scale } = viewport;
    pen.setTransform(scale * ratio, 0, 0, scale * ratio, -x * scale * ratio, -y * scale * ratio);
    const seen = inSight(picture, this.#index, viewport, this.#size);
    const appearance = { colours: this.#colours, lit: this.#lit, cursor: this.#cursor, isMoving };
    drawPicture(pen, picture, seen, viewport, appearance);
    this.#events.onDrawn();
    if (part === 1) this.#going = undefined;
    // Lines that were left out come back.
    if (part < 1 || (isMoving && seen.pieces.length > MOST_MOVING_LINES)) this.#soon();
  }
}

function shifted({ layout, ...drawing }: Picture, byX: number, byY: number): Picture {
  const lefts = layout.lefts.map((left) => left + byX);
  const middles = layout.middles.map((middle) => middle + byY);
  return { ...drawing, layout: { ...layout, lefts, middles } };
}

/** A picture on its way from another one: what both have is between its places. */
function between(from: Picture, to: Picture, part: number): Picture {
  const eased = 1 - (1 - part) ** 3;
  const were = new Map(from.boxes.map(({ key }, at) => [key, at]));
  const move = (of: keyof Pick<Layout, 'lefts' | 'middles'>) =>
    to.layout[of].map((value, at) => {
      const was = were.get(to.boxes[at]?.key ?? '');
      return was === undefined ? value : from.layout[of][was]! + (value - from.layout[of][was]!) * eased;
    });
  return { ...to, layout: { ...to.layout, lefts: move('lefts'), middles: move('middles') } };
}
