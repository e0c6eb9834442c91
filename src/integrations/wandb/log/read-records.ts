import { crc32 } from 'node:zlib';

/** The file is divided into blocks of so many bytes, which no chunk of a record crosses. */
export const BLOCK = 32 * 1024;
/** Checksum, length and kind of a chunk; the file itself begins with as many bytes of W&B's. */
export const HEADER = 7;
/** `:W&B`, the magic number 0xBEE1 and version 0. */
export const FILE_HEADER = Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0]);
/** A record of more bytes is none that a run writes by itself. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Whether a chunk is a whole record, or a part of one. */
export const CHUNK = { full: 1, first: 2, middle: 3, last: 4 } as const;

/** Receives what of a log is lost, as half a sentence. */
export type OnLost = (reason: string) => void;

/** A file that is no log of W&B's; the message is half a sentence. */
export class NoLog extends Error {}

/**
 * The records of a `.wandb` file: LevelDB's log format behind a header of W&B's, with the checksum CRC-32. A process that
 * was killed leaves a record without its end, a broken disk a block that is another: what is whole is read, as W&B itself
 * does, and what is lost is reported.
 * @throws {NoLog} where the file begins with something else.
 */
export async function* readRecords(content: AsyncIterable<Uint8Array>, onLost: OnLost): AsyncGenerator<Uint8Array> {
  const record = new PartialRecord(onLost);
  let offset = 0;
  for await (const block of blocksOf(content)) {
    let at = 0;
    if (offset === 0) {
      if (!block.subarray(0, HEADER).equals(FILE_HEADER)) throw new NoLog('does not begin as a .wandb file does');
      at = HEADER;
    }
    for (; at + HEADER <= block.length; ) {
      const length = block.readUInt16LE(at + 4);
      const kind = block[at + 6];
      const end = at + HEADER + length;
      if (kind === 0 && length === 0) break;
      if (end > block.length && block.length < BLOCK) break;
      if (end > block.length || block.readUInt32LE(at) !== crc32(block.subarray(at + 6, end))) {
        record.drop();
        onLost(`is damaged at byte ${offset + at}: what follows up to byte ${offset + block.length} is passed over`);
        at = block.length;
        break;
      }
      const whole = record.add(kind, block.subarray(at + HEADER, end));
      if (whole !== null) yield whole;
      at = end;
    }
    if (block.length < BLOCK && block.subarray(at).some((byte) => byte !== 0)) record.begin();
    offset += block.length;
  }
  if (record.isBegun) onLost(`ends in the middle of a record, at byte ${offset}: what was written last is lost`);
}

/** A record as far as its chunks are read. */
class PartialRecord {
  readonly #onLost: OnLost;
  #chunks: Uint8Array[] = [];
  #size = 0;
  isBegun = false;

  constructor(onLost: OnLost) {
    this.#onLost = onLost;
  }

  /** The whole record, where this chunk ends one. A part whose beginning is lost is passed over. */
  add(kind: number | undefined, payload: Uint8Array): Uint8Array | null {
    if (kind === CHUNK.full || kind === CHUNK.first) {
      if (this.isBegun) this.#onLost('has a record that breaks off where the next one begins');
      this.drop();
      if (kind === CHUNK.full) return payload;
      this.begin();
    }
    if (!this.isBegun) return null;
    this.#size += payload.length;
    // What is too large is not held.
    if (this.#size <= MOST_BYTES) this.#chunks.push(payload);
    if (kind !== CHUNK.last) return null;
    const whole = Buffer.concat(this.#chunks);
    const size = this.#size;
    this.drop();
    if (size <= MOST_BYTES) return whole;
    this.#onLost(`has a record of ${size} bytes, more than the ${MOST_BYTES} that are read`);
    return null;
  }

  begin(): void {
    this.isBegun = true;
  }

  drop(): void {
    this.isBegun = false;
    this.#chunks = [];
    this.#size = 0;
  }
}

/** Content in blocks; the last may be shorter. */
async function* blocksOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let block = Buffer.allocUnsafe(BLOCK);
  let length = 0;
  for await (const chunk of content) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + BLOCK - length);
      block.set(part, length);
      length += part.length;
      at += part.length;
      if (length < BLOCK) continue;
      yield block;
      // Records that were yielded lie in the block.
      block = Buffer.allocUnsafe(BLOCK);
      length = 0;
    }
  }
  yield block.subarray(0, length);
}
