import { createHash } from 'node:crypto';
import { plainSegment } from './plain-segment.js';

/** A name has so many segments, and so many characters. */
const MOST_SEGMENTS = 6;
const MOST_CHARACTERS = 200;
const MOST_SEGMENT = 90;

/**
 * The name of something at a path of a source: its segments below the namespace. Where a segment is none of the
 * grammar, or there are too many, the beginning of the path's hash stands behind it: two paths never become one name.
 */
export function nameBelow(namespace: string, path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  const plain = segments.map((segment) => plainSegment(segment, MOST_SEGMENT)).filter((segment) => segment !== '');
  const room = MOST_SEGMENTS - namespace.split('/').length;
  const whole = `${namespace}/${plain.join('/')}`;
  const isSame = plain.join('/') === path && plain.length <= room && whole.length <= MOST_CHARACTERS;
  if (isSame) return whole;
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 8);
  const above = plain.slice(0, Math.max(0, room - 1));
  const last = plain.slice(above.length).join('-') || 'unnamed';
  const before = `${namespace}/${above.map((segment) => `${segment}/`).join('')}`;
  if (before.length + 20 > MOST_CHARACTERS) return `${namespace}/${hash}`;
  const most = Math.min(MOST_SEGMENT, MOST_CHARACTERS - before.length - hash.length - 1);
  return `${before}${plainSegment(last, most) || 'unnamed'}-${hash}`;
}
