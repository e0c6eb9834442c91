import { DataRow, readLength } from './data-row.js';

/** What begins a message: a byte for its kind, and its length, in which that byte does not count. */
const HEADER = 5;
const SHORTEST = 4;
/** The kind `D`. */
const DATA_ROW = 0x44;
/** Where the columns of a row begin: behind their number, which takes two bytes. */
const COLUMNS = HEADER + 2;

/** The receivers of what comes from PostgreSQL: all of it, in its order. */
export interface MessageReaders {
  row(row: DataRow): void;
  /** One or more whole messages that are no rows. */
  others(messages: Buffer): void;
}

/**
 * Splits what comes from PostgreSQL (protocol 3.0), in pieces of any length, into rows and all else. Rows stay in the
 * bytes that came; only a message that came in parts is put together.
 * @returns what takes the next piece; nobody changes its bytes from now on
 * @throws {RangeError} where it is not PostgreSQL's protocol
 */
export function splitMessages(readers: MessageReaders): (piece: Buffer) => void {
  /** Of a message that has not come as a whole. */
  let parts: Buffer[] = [];
  let gathered = 0;
  let awaited = 0;

  return (piece) => {
    parts.push(piece);
    gathered += piece.length;
    if (gathered < awaited) return;
    const bytes = parts.length === 1 ? piece : Buffer.concat(parts, gathered);
    const { end, next } = deliver(bytes, readers);
    gathered = bytes.length - end;
    awaited = next;
    parts = gathered === 0 ? [] : [bytes.subarray(end)];
  };
}

/**
 * Hands out the messages that are whole: where they end, and how many bytes the one behind them has as far as is known.
 */
function deliver(bytes: Buffer, readers: MessageReaders): { readonly end: number; readonly next: number } {
  let at = 0;
  let next = HEADER;
  /** Where those that are no rows begin, and were not handed out. */
  let others = 0;
  const handOut = () => {
    if (others < at) readers.others(bytes.subarray(others, at));
  };
  for (; at + HEADER <= bytes.length; at += next, next = HEADER) {
    next = messageLength(bytes, at);
    if (at + next > bytes.length) break;
    if (bytes[at] !== DATA_ROW) continue;
    handOut();
    readers.row(new DataRow(bytes, at + COLUMNS, bytes.readUInt16BE(at + HEADER)));
    others = at + next;
  }
  handOut();
  return { end: at, next };
}

function messageLength(bytes: Buffer, at: number): number {
  const length = readLength(bytes, at + 1);
  if (length < SHORTEST) throw new RangeError(`a message of PostgreSQL has ${SHORTEST} bytes or more, not ${length}`);
  return 1 + length;
}
