import type { TextRow } from './text-row.js';

/** Bytes of a length, which is -1 for NULL. */
const LENGTH = 4;

/**
 * A row in the bytes that came from PostgreSQL, each column its length and its text: a text is made of a column when
 * somebody asks for it. A reference to the row holds all the bytes that came with it in memory.
 */
export class DataRow implements TextRow {
  readonly #bytes: Buffer;
  readonly #start: number;
  /** How many columns it has. */
  readonly length: number;

  /** @param start where its first column begins */
  constructor(bytes: Buffer, start: number, length: number) {
    this.#bytes = bytes;
    this.#start = start;
    this.length = length;
  }

  /** The text of a column, null for NULL. */
  text(index: number): string | null {
    const at = this.#offsetOf(index);
    const length = readLength(this.#bytes, at);
    return length < 0 ? null : this.#bytes.toString('utf8', at + LENGTH, at + LENGTH + length);
  }

  isNull(index: number): boolean {
    return readLength(this.#bytes, this.#offsetOf(index)) < 0;
  }

  /** The row of the columns from one on. */
  from(index: number): DataRow {
    return new DataRow(this.#bytes, this.#offsetOf(index), this.length - index);
  }

  /** The texts of all columns; by the name under which the driver's own queries look for them. */
  get fields(): readonly (string | null)[] {
    return Array.from({ length: this.length }, (_, index) => this.text(index));
  }

  #offsetOf(index: number): number {
    if (index >= this.length) throw new RangeError(`a row of ${this.length} columns has none at ${index}`);
    let at = this.#start;
    for (let passed = 0; passed < index; passed++) at += LENGTH + Math.max(0, readLength(this.#bytes, at));
    return at;
  }
}

/** As `readInt32BE`, without the check for the end of the bytes: a whole message holds every length it declares. */
export function readLength(bytes: Buffer, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}
