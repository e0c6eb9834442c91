import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';

/** Copies rows, objects of one shape, into a table: the properties are its columns. Answers how many. */
export async function copyRows(client, table, rows) {
  const iterator = rows[Symbol.iterator]();
  const first = iterator.next();
  if (first.done) return 0;
  const columns = Object.keys(first.value);
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  let count = 0;
  function* chunks() {
    let chunk = '';
    for (let next = first; !next.done; next = iterator.next()) {
      chunk += `${columns.map((column) => field(next.value[column])).join('\t')}\n`;
      count += 1;
      if (chunk.length > 65_536) {
        yield chunk;
        chunk = '';
      }
    }
    yield chunk;
  }
  await pipeline(Readable.from(chunks()), stream);
  return count;
}

const ESCAPES = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value in the text format of COPY; objects are JSON. */
function field(value) {
  if (value === null) return '\\N';
  const text = value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : value;
  return String(text).replace(/[\\\n\r\t]/g, (character) => ESCAPES[character]);
}
