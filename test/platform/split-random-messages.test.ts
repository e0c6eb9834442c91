import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitMessages } from '#platform/database/driver/split-messages.js';

/** The parser of the very `pg` that the driver uses. */
const { parse } = createRequire(createRequire(import.meta.url).resolve('pg'))('pg-protocol') as {
  parse(stream: EventEmitter, onMessage: (message: { readonly name: string; readonly fields?: unknown }) => void): void;
};

const int16 = (value: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const text = (value: string) => Buffer.concat([Buffer.from(value), Buffer.of(0)]);

/** A message of PostgreSQL's protocol 3.0: its kind, its length without the kind, its content. */
function message(kind: string, ...content: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(content);
  return Buffer.concat([Buffer.from(kind), int32(4 + bytes.length), bytes]);
}

function row(columns: readonly (string | null)[]): Buffer {
  const cells = columns.map((column) =>
    column === null ? int32(-1) : Buffer.concat([int32(Buffer.byteLength(column)), Buffer.from(column)]),
  );
  return message('D', int16(columns.length), ...cells);
}

const word = fc.string({ unit: 'binary', maxLength: 40 }).map((value) => value.replaceAll('\0', ''));
const rows = fc.array(fc.option(fc.oneof(word, fc.constant('x'.repeat(3_000)))), { maxLength: 6 }).map(row);
const others = fc.oneof(
  fc.constantFrom(
    message('1'),
    message('2'),
    message('3'),
    message('n'),
    message('s'),
    message('I'),
    message('Z', Buffer.from('T')),
  ),
  word.map((tag) => message('C', text(tag))),
  fc.tuple(word, word).map(([name, value]) => message('S', text(name), text(value))),
  fc
    .tuple(word, word)
    .map(([code, said]) => message('E', text(`SERROR`), text(`C${code}`), text(`M${said}`), Buffer.of(0))),
  fc.tuple(word, word).map(([channel, payload]) => message('A', int32(7), text(channel), text(payload))),
  word.map((name) => message('T', int16(1), text(name), int32(1), int16(2), int32(25), int16(-1), int32(-1), int16(0))),
);
const streams = fc.array(fc.oneof({ weight: 3, arbitrary: rows }, { weight: 2, arbitrary: others }), { maxLength: 40 });

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const ends = [...new Set(cuts.map((at) => at % (bytes.length + 1))), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

/** What `pg-protocol` makes of what is emitted, as JSON. */
function parsing(seen: string[]): EventEmitter {
  const stream = new EventEmitter();
  parse(stream, ({ name, ...parts }) =>
    seen.push(name === 'dataRow' ? JSON.stringify(parts.fields) : JSON.stringify({ name, ...parts })),
  );
  return stream;
}

test('random messages, cut at random, are those that pg-protocol reads from them', () => {
  let count = 0;
  fc.assert(
    fc.property(streams, fc.array(fc.nat(), { maxLength: 30 }), (messages, cuts) => {
      const bytes = Buffer.concat(messages);
      const expected: string[] = [];
      parsing(expected).emit('data', Buffer.from(bytes));

      const seen: string[] = [];
      const rest = parsing(seen);
      const split = splitMessages({
        row: (one) => seen.push(JSON.stringify(one.fields)),
        others: (whole) => rest.emit('data', Buffer.from(whole)),
      });
      for (const piece of cut(bytes, cuts)) split(Buffer.from(piece));
      expect(seen).toEqual(expected);
      count += seen.length;
    }),
    { numRuns: 500 },
  );
  expect(count).toBeGreaterThan(1_000);
});
