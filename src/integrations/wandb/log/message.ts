import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** Bytes that are no message of protocol buffers; the message is half a sentence. */
export class UnreadableMessage extends Error {}

const TEXT = new TextDecoder('utf-8', { fatal: true });

/**
 * A message of protocol buffers, by the numbers of its fields: what W&B adds in a later version is a number that nobody
 * asks for. What is inside of a field is read when it is asked for.
 */
export class Message {
  readonly #fields = new Map<number, (Uint8Array | bigint)[]>();

  /** @throws {UnreadableMessage} */
  constructor(bytes: Uint8Array) {
    try {
      const reader = new BinaryReader(bytes);
      while (reader.pos < reader.len) {
        const [field, type] = reader.tag();
        if (type === WireType.LengthDelimited) this.#add(field, reader.bytes());
        else if (type === WireType.Varint) this.#add(field, BigInt(reader.int64()));
        else reader.skip(type, field);
      }
    } catch (error) {
      throw new UnreadableMessage(`is no message of protocol buffers: ${(error as Error).message}`);
    }
  }

  /** The numbers of the fields that are there. */
  get fields(): Iterable<number> {
    return this.#fields.keys();
  }

  /** The text of a field, of several the last; empty where there is none, as protocol buffers have it. */
  text(field: number): string {
    return this.texts(field).at(-1) ?? '';
  }

  texts(field: number): string[] {
    try {
      return this.#bytes(field).map((bytes) => TEXT.decode(bytes));
    } catch {
      throw new UnreadableMessage(`has a text in field ${field} that is not UTF-8`);
    }
  }

  /** The whole number of a field; 0 where there is none. */
  integer(field: number): number {
    const [last] = (this.#fields.get(field) ?? []).slice(-1);
    return typeof last === 'bigint' ? Number(last) : 0;
  }

  /** The message in a field; null where there is none. */
  message(field: number): Message | null {
    return this.messages(field).at(-1) ?? null;
  }

  messages(field: number): Message[] {
    return this.#bytes(field).map((bytes) => new Message(bytes));
  }

  #bytes(field: number): Uint8Array[] {
    return (this.#fields.get(field) ?? []).filter((value) => typeof value !== 'bigint');
  }

  #add(field: number, value: Uint8Array | bigint): void {
    const known = this.#fields.get(field);
    if (known === undefined) this.#fields.set(field, [value]);
    else known.push(value);
  }
}
