import type { Sheet } from './sheet';

const TIMES = 2;

/** A sheet that becomes a PNG, twice as large as it says. */
export class CanvasSheet implements Sheet {
  readonly #canvas = document.createElement('canvas');
  readonly #pen: CanvasRenderingContext2D;

  constructor(width: number, height: number) {
    this.#canvas.width = width * TIMES;
    this.#canvas.height = height * TIMES;
    this.#pen = this.#canvas.getContext('2d')!;
    this.#pen.scale(TIMES, TIMES);
    this.#pen.lineJoin = 'round';
  }

  box(x: number, y: number, width: number, height: number, fill: string): void {
    this.#pen.fillStyle = fill;
    this.#pen.fillRect(x, y, width, height);
  }

  line(...[points, { stroke, width, dash = [] }]: Parameters<Sheet['line']>): void {
    const pen = this.#pen;
    pen.strokeStyle = stroke;
    pen.lineWidth = points.length === 1 ? width * 2 : width;
    pen.lineCap = points.length === 1 ? 'round' : 'butt';
    pen.setLineDash([...dash]);
    pen.beginPath();
    for (const [at, [x, y]] of (points.length === 1 ? [points[0]!, points[0]!] : points).entries())
      if (at === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    pen.stroke();
  }

  text(...[x, y, words, { fill, size, anchor = 'start' }]: Parameters<Sheet['text']>): void {
    const pen = this.#pen;
    pen.fillStyle = fill;
    pen.font = `${size}px system-ui, sans-serif`;
    pen.textAlign = anchor === 'middle' ? 'center' : anchor;
    pen.fillText(words, x, y);
  }

  /** The file; null where the browser could not make it. */
  file(): Promise<Blob | null> {
    return new Promise((resolve) => this.#canvas.toBlob(resolve, 'image/png'));
  }
}
