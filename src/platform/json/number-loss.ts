/** What becomes of a number that a double, which is all that JSON has, cannot carry as it is written. */
export type NumberLoss = 'ROUNDED' | 'OVERFLOW' | 'UNDERFLOW';

/**
 * What is lost of a number as it is written in JSON or GraphQL; null where nothing is.
 *
 * A whole number must come back as it was written: every one to 2^53 does, and beyond it those that `JSON.stringify`
 * writes for a double, such as 1e20 without its exponent. A number with a decimal point or an exponent is a double, of
 * which only the size can be lost.
 */
export function numberLossOf(source: string): NumberLoss | null {
  const value = Number(source);
  if (!Number.isFinite(value)) return 'OVERFLOW';
  if (value === 0) return /^[^eE]*[1-9]/.test(source) ? 'UNDERFLOW' : null;
  return /[.eE]/.test(source) || String(value) === source ? null : 'ROUNDED';
}
