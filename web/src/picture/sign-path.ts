import type { KindLook } from '../parts/kinds';

/** What a sign is drawn on: a canvas, or what writes SVG. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
  closePath(): void;
}

/** A quarter of a circle as a cubic curve: how far its handles reach, by its radius. */
const ROUND = 0.5523;

/** The outline of a kind's sign: data a circle, a run a square, a model a hexagon, an environment an arch, a target a triangle. */
export function signPath(pen: Pen, look: KindLook['look'], x: number, y: number, radius: number): void {
  if (look === 'data') circle(pen, x, y, radius);
  else if (look === 'environment') arch(pen, x, y, radius);
  else polygon(pen, CORNERS[look], x, y, radius);
}

const CORNERS = {
  run: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  model: [
    [0, -1.1],
    [1, -0.55],
    [1, 0.55],
    [0, 1.1],
    [-1, 0.55],
    [-1, -0.55],
  ],
  deployment: [
    [0, -1.2],
    [1.15, 0.9],
    [-1.15, 0.9],
  ],
} as const;

function polygon(
  pen: Pen,
  corners: readonly (readonly [x: number, y: number])[],
  x: number,
  y: number,
  radius: number,
): void {
  for (const [at, [byX, byY]] of corners.entries())
    if (at === 0) pen.moveTo(x + byX * radius, y + byY * radius);
    else pen.lineTo(x + byX * radius, y + byY * radius);
  pen.closePath();
}

function circle(pen: Pen, x: number, y: number, radius: number): void {
  const handle = radius * ROUND;
  pen.moveTo(x - radius, y);
  pen.bezierCurveTo(x - radius, y - handle, x - handle, y - radius, x, y - radius);
  pen.bezierCurveTo(x + handle, y - radius, x + radius, y - handle, x + radius, y);
  pen.bezierCurveTo(x + radius, y + handle, x + handle, y + radius, x, y + radius);
  pen.bezierCurveTo(x - handle, y + radius, x - radius, y + handle, x - radius, y);
  pen.closePath();
}

function arch(pen: Pen, x: number, y: number, radius: number): void {
  const handle = radius * ROUND;
  pen.moveTo(x - radius, y + radius * 0.9);
  pen.lineTo(x - radius, y);
  pen.bezierCurveTo(x - radius, y - handle, x - handle, y - radius, x, y - radius);
  pen.bezierCurveTo(x + handle, y - radius, x + radius, y - handle, x + radius, y);
  pen.lineTo(x + radius, y + radius * 0.9);
  pen.closePath();
}
