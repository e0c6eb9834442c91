/** A count with its thousands set apart. */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** A measured value, short enough for a table; NaN and the infinities are texts already. */
export function measured(value: number | string | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return value;
  if (value !== 0 && (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-4)) return value.toExponential(3);
  return value.toLocaleString('en', { maximumSignificantDigits: 6 });
}

/** A share of 0 to 1, in per cent. */
export function share(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : `${Math.round(value * 100)} %`;
}

const SIZES = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** A number of bytes. */
export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  let [rest, unit] = [value, 0];
  while (rest >= 1_000 && unit < SIZES.length - 1) [rest, unit] = [rest / 1_000, unit + 1];
  return `${rest.toLocaleString('en', { maximumSignificantDigits: 3 })} ${SIZES[unit]}`;
}

/** A value of JSON as one line. */
export function plain(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '–');
}
