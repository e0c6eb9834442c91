import { expect, test } from 'vitest';
import type { DataRow } from '#platform/database/driver/data-row.js';
import { splitMessages } from '#platform/database/driver/split-messages.js';

/** A message as PostgreSQL's documentation tells it: its kind, its length without the kind, what is in it. */
function message(kind: string, ...content: Buffer[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + content.reduce((sum, { length }) => sum + length, 0));
  return Buffer.concat([Buffer.from(kind), length, ...content]);
}

function rowMessage(texts: readonly (string | null)[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(texts.length);
  const columns = texts.map((text) => {
    const bytes = Buffer.from(text ?? '');
    const length = Buffer.alloc(4);
    length.writeInt32BE(text === null ? -1 : bytes.length);
    return Buffer.concat([length, bytes]);
  });
  return message('D', count, ...columns);
}

/** What is told of these pieces: of rows their texts, and all else as one text from row to row. */
function told(pieces: readonly Buffer[]): unknown[] {
  const all: unknown[] = [];
  const split = splitMessages({
    row: (row) => all.push(row.fields),
    others: (messages) => {
      const last = all.at(-1);
      if (typeof last === 'string') all.pop();
      all.push((typeof last === 'string' ? last : '') + messages.toString('latin1'));
    },
  });
  for (const piece of pieces) split(piece);
  return all;
}

const BOUND = message('2');
const DONE = message('C', Buffer.from('SELECT 3\0'));
const READY = message('Z', Buffer.from('I'));
const ROWS = [['a', null, '', 'grün 🌱'], [], ['x'.repeat(300), 'D']] as const;
const ANSWER = Buffer.concat([BOUND, ...ROWS.map(rowMessage), DONE, READY, BOUND, rowMessage(['last'])]);
const TOLD = [
  BOUND.toString('latin1'),
  ...ROWS,
  Buffer.concat([DONE, READY, BOUND]).toString('latin1'),
  ['last'],
] as const;

test('rows and all else come in their order, wherever what comes is cut in two', () => {
  expect(told([ANSWER])).toEqual(TOLD);
  for (let at = 0; at <= ANSWER.length; at++) {
    expect(told([ANSWER.subarray(0, at), ANSWER.subarray(at)]), `cut at ${at}`).toEqual(TOLD);
  }
});

test('nor does it matter in how many pieces it comes', () => {
  for (const size of [1, 2, 3, 7, 64]) {
    const pieces = Array.from({ length: Math.ceil(ANSWER.length / size) }, (_, index) =>
      ANSWER.subarray(index * size, (index + 1) * size),
    );
    expect(told(pieces), `pieces of ${size}`).toEqual(TOLD);
  }
});

test('a message is told as soon as it is whole', () => {
  const whole = rowMessage(['now']);
  expect(told([Buffer.concat([whole, rowMessage(['later']).subarray(0, 9)])])).toEqual([['now']]);
});

test('what is no message of PostgreSQL is refused, and is not waited for', () => {
  const notPostgres = Buffer.from([0x48, 0, 0, 0, 3, 0, 0]);
  expect(() => told([notPostgres])).toThrow('a message of PostgreSQL has 4 bytes or more, not 3');
  expect(() => told([message('2'), Buffer.from('D\xff\xff\xff\xff', 'latin1')])).toThrow('not -1');
});

test('of a row each column is found by itself, and those behind one are a row', () => {
  const rows: DataRow[] = [];
  splitMessages({ row: (row) => rows.push(row), others: () => {} })(rowMessage(['a', null, 'grün', '']));
  const row = rows[0]!;
  expect([row.text(3), row.text(2), row.text(1), row.text(0)]).toEqual(['', 'grün', null, 'a']);
  expect([0, 1, 2, 3].map((index) => row.isNull(index))).toEqual([false, true, false, false]);
  expect(row.from(2).fields).toEqual(['grün', '']);
  expect(row.from(1).isNull(0)).toBe(true);
  expect(() => row.text(4)).toThrow(RangeError);
  expect(() => row.from(2).text(2)).toThrow(RangeError);
});
