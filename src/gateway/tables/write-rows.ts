import { createPace } from '#platform/turns/pace.js';
import { type Column, type Row, valueIn } from './columns-of.js';

/** Rows that are written at once. */
const ROWS_AT_ONCE = 200;

/** A table as a JSON list of flat objects, each with every column by its name. */
export async function* writeRows(columns: readonly Column[], rows: readonly Row[]): AsyncGenerator<string> {
  const pace = createPace();
  const named = columns.map((column) => [column.join('.'), column] as const);
  yield '[';
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const part = rows.slice(at, at + ROWS_AT_ONCE);
    const flat = part.map((row) =>
      JSON.stringify(Object.fromEntries(named.map(([name, column]) => [name, valueIn(row, column) ?? null]))),
    );
    yield `${at === 0 ? '' : ','}${flat.join(',')}`;
    const turn = pace.spend(part.length * columns.length);
    if (turn !== undefined) await turn;
  }
  yield ']\n';
}
