import { type About, metadataOf } from './about';
import { element, escaped } from './markup';
import type { Sheet } from './sheet';

/** A sheet that becomes an SVG. */
export class SvgSheet implements Sheet {
  readonly #parts: string[] = [];

  box(x: number, y: number, width: number, height: number, fill: string): void {
    this.#parts.push(element('rect', { x, y, width, height, fill }));
  }

  line(...[points, { stroke, width, dash = [] }]: Parameters<Sheet['line']>): void {
    const attributes = { fill: 'none', stroke, 'stroke-width': width, 'stroke-linejoin': 'round' };
    // A point between two gaps is a line of no length, which a round end makes a dot.
    const ends = points.length === 1 ? { 'stroke-linecap': 'round', 'stroke-width': width * 2 } : {};
    const places = (points.length === 1 ? [points[0]!, points[0]!] : points)
      .map(([x, y]) => `${rounded(x)},${rounded(y)}`)
      .join(' ');
    const dashes = dash.length === 0 ? {} : { 'stroke-dasharray': dash.join(' ') };
    this.#parts.push(element('polyline', { points: places, ...attributes, ...ends, ...dashes }));
  }

  text(...[x, y, words, { fill, size, anchor = 'start' }]: Parameters<Sheet['text']>): void {
    const attributes = { x: rounded(x), y: rounded(y), fill, 'font-size': size, 'text-anchor': anchor };
    this.#parts.push(element('text', attributes, escaped(words)));
  }

  /** The file, with what it shows in its metadata. */
  file(width: number, height: number, about: About): string {
    const frame = { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height };
    const inside = [element('title', {}, escaped(about.title)), metadataOf(about), ...this.#parts];
    return `${element('svg', { ...frame, 'font-family': 'system-ui, sans-serif' }, `\n${inside.join('\n')}\n`)}\n`;
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
