import { isMoment } from '../source/is-moment.js';

/** A text, or null; numbers as their digits. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
}

/** A text that MLflow leaves empty when it knows nothing: null. */
export function filledText(value: unknown): string | null {
  return textOf(value) || null;
}

/** A whole number that JSON can carry; null for what is none. */
export function wholeOf(value: unknown): number | null {
  const number = value === null || value === undefined ? Number.NaN : Number(value);
  return Number.isSafeInteger(number) ? number : null;
}

/** A moment in milliseconds since 1970; null for what is none. */
export function momentOf(value: unknown): number | null {
  const ms = wholeOf(value);
  return ms !== null && isMoment(ms) ? ms : null;
}

/** A truth value: drivers give `true`, 1 or 1n. */
export function isTrue(value: unknown): boolean {
  return value === true || Number(value) === 1;
}
