/** What part of a picture is seen: `x` and `y` of the picture are at the window's left upper corner, `scale` times as large. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** A size in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 24;
const LEAST_HEIGHT = 220;
const LEAST_SCALE = 0.02;
const MOST_SCALE = 2.5;

/** Pixels in which all of a picture can be seen, with some room around it to move it in. */
export function tallEnough({ height }: Pick<Size, 'height'>): number {
  return Math.max(LEAST_HEIGHT, height + 4 * MARGIN);
}

/** All of a picture in the middle of the window, and no larger than it is. */
export function fitted(picture: Size, window: Size): Viewport {
  const scale = Math.max(
    LEAST_SCALE,
    Math.min(
      1,
      (window.width - 2 * MARGIN) / Math.max(1, picture.width),
      (window.height - 2 * MARGIN) / Math.max(1, picture.height),
    ),
  );
  return {
    scale,
    x: picture.width / 2 - window.width / 2 / scale,
    y: picture.height / 2 - window.height / 2 / scale,
  };
}

/** Larger or smaller by a factor, with what is at a point of the window staying there. */
export function zoomed(
  { x, y, scale }: Viewport,
  factor: number,
  at: { readonly x: number; readonly y: number },
): Viewport {
  const next = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale * factor));
  return { scale: next, x: x + at.x / scale - at.x / next, y: y + at.y / scale - at.y / next };
}

/** Moved by so many pixels of the window. */
export function panned({ x, y, scale }: Viewport, byX: number, byY: number): Viewport {
  return { scale, x: x - byX / scale, y: y - byY / scale };
}
