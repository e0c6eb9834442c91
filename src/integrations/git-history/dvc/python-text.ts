import { plainText, plainValue } from '#integrations/reading/values/plain-value.js';

/**
 * A value as Python's `str` writes it, but for flags, which DVC writes `true` and `false`. A list or an object is no text
 * of DVC's, and is written as JSON.
 */
export function pythonText(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'object' && !(value instanceof Date)) return plainText(plainValue(value));
  return typeof value === 'number' ? floatText(value) : String(value);
}

/** Python writes the shortest digits that mean the number, as JavaScript does, but goes over to exponents elsewhere. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [, sign = '', first = '', others = '', power = ''] =
    /^(-?)(\d)\.?(\d*)e([+-]\d+)$/.exec(value.toExponential()) ?? [];
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const mantissa = others === '' ? first : `${first}.${others}`;
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const digits = first + others;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}
