/** What becomes of a number that a double, which is all that JSON has, cannot carry as it is written. */
export type NumberLoss = 'ROUNDED' | 'OVERFLOW' | 'UNDERFLOW';

/**
 * What is lost of a number as it is written in JSON or GraphQL; null where nothing is.
 *
 * A whole number must come back as it was written: every one to 2^53 does, and beyond it those that `JSON.stringify`
 * writes for a double, such as 1e20 without its exponent. With a decimal point or an exponent it is the same number, so
 * beyond 2^53 it must be what a double is written as, to any number of digits. Below that, a number with a decimal
 * point or an exponent is a double, of which only the size can be lost.
 */
export function numberLossOf(source: string): NumberLoss | null {
  const value = Number(source);
  if (!Number.isFinite(value)) return 'OVERFLOW';
  if (value === 0) return /^[^eE]*[1-9]/.test(source) ? 'UNDERFLOW' : null;
  if (!/[.eE]/.test(source)) return String(value) === source ? null : 'ROUNDED';
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER || isWritten(value, digitsOf(source)) ? null : 'ROUNDED';
}

/** Digits that distinguish every double from every other. */
const TELLING = 17;

/** Whether a double is written so: rounded to as many digits, or with all that it has. */
function isWritten(value: number, digits: string): boolean {
  return digits === digitsOf(digits.length <= TELLING ? value.toPrecision(digits.length) : String(BigInt(value)));
}

/** The digits of a number without its sign, its size and the zeros at its ends. */
function digitsOf(source: string): string {
  const [mantissa = ''] = source.split(/e/i);
  return mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
}
