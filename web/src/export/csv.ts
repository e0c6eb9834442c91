/** A value of a table in a file. */
export type CsvValue = string | number | boolean | null | undefined;

/** What a spreadsheet would take for a formula, where it stands first. */
const FORMULA = /^[=+\-@\t\r]/;
/** What begins so and is a number all the same. */
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * A table as CSV (RFC 4180), its head first. A text that a spreadsheet would take for a formula has an apostrophe before
 * it, so that it stays text there.
 */
export function csvOf(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
