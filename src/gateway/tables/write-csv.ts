import { createPace } from '#platform/turns/pace.js';
import { type Column, type Row, valueIn } from './columns-of.js';

/** What a spreadsheet takes for a formula where a cell begins with it (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
/** What a cell is quoted for (RFC 4180 §2.6). */
const TO_QUOTE = /[",\r\n]/;

/** Rows that are written at once. */
const ROWS_AT_ONCE = 200;

/**
 * A table as CSV (RFC 4180): a header, CRLF, quotes doubled. A text that a spreadsheet would take for a formula begins
 * with an apostrophe; numbers are as they are, null is an empty cell, lists and objects are JSON.
 */
export async function* writeCsv(columns: readonly Column[], rows: readonly Row[]): AsyncGenerator<string> {
  const pace = createPace();
  yield `${columns.map((column) => cellOf(column.join('.'))).join(',')}\r\n`;
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const part = rows.slice(at, at + ROWS_AT_ONCE);
    const text = part.map((row) => `${columns.map((column) => cellOf(valueIn(row, column))).join(',')}\r\n`).join('');
    yield text;
    const turn = pace.spend(part.length * columns.length);
    if (turn !== undefined) await turn;
  }
}

/** One cell. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return TO_QUOTE.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}
