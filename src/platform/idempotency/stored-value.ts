import { deserialize, serialize } from 'node:v8';
import { columnsIn } from '../database/rows/row-shape.js';

/**
 * What the work of a transaction returned, as bytes: dates, buffers, big integers, maps, sets, undefined and NaN stay
 * what they are (structured clone, whose format each version of Node.js reads of those before it). Entities and rows
 * become plain objects of their columns, as those are that a write returns without reading them back.
 * @throws {Error} for what is no value, such as a function: a write returns none.
 */
export function toStored(value: unknown): Buffer {
  return serialize(plain(value));
}

/** The value that `toStored` was given. */
export function fromStored(bytes: Buffer): unknown {
  return deserialize(bytes);
}

/** The value with each row that is parsed when somebody looks at it as an object that has its columns. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const columns = columnsIn(value);
  if (columns !== undefined) return columns;
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [plain(key), plain(item)]));
  if (value instanceof Set) return new Set([...value].map(plain));
  if (value instanceof Date || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
