import { crc32 } from 'node:zlib';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { BLOCK, CHUNK, FILE_HEADER, HEADER } from '#integrations/wandb/log/read-records.js';

/** A message as a test writes it: by the numbers of its fields. */
export interface Fields {
  readonly [field: number]: number | string | Fields | readonly (string | Fields)[];
}

/** The bytes of a message. */
export function encode(fields: Fields): Uint8Array {
  const writer = new BinaryWriter();
  for (const [number, value] of Object.entries(fields)) {
    if (typeof value === 'number') writer.tag(Number(number), WireType.Varint).int64(value);
    else
      for (const one of Array.isArray(value) ? (value as (string | Fields)[]) : [value as string | Fields]) {
        writer.tag(Number(number), WireType.LengthDelimited);
        if (typeof one === 'string') writer.string(one);
        else writer.bytes(encode(one));
      }
  }
  return writer.finish();
}

/** A `.wandb` file of records, in blocks as W&B writes them. */
export function writeLog(records: readonly Uint8Array[]): Buffer {
  const parts: Buffer[] = [FILE_HEADER];
  let at = HEADER;
  const add = (bytes: Buffer) => {
    parts.push(bytes);
    at = (at + bytes.length) % BLOCK;
  };
  for (const record of records) {
    let rest = Buffer.from(record);
    for (let isFirst = true; isFirst || rest.length > 0; isFirst = false) {
      if (BLOCK - at < HEADER) add(Buffer.alloc(BLOCK - at));
      const payload = rest.subarray(0, BLOCK - at - HEADER);
      rest = rest.subarray(payload.length);
      const isLast = rest.length === 0;
      const kind = isFirst ? (isLast ? CHUNK.full : CHUNK.first) : isLast ? CHUNK.last : CHUNK.middle;
      const header = Buffer.alloc(HEADER);
      header.writeUInt32LE(crc32(Buffer.concat([Buffer.from([kind]), payload])));
      header.writeUInt16LE(payload.length, 4);
      header[6] = kind;
      add(Buffer.concat([header, payload]));
    }
  }
  return Buffer.concat(parts);
}

const SECONDS = Date.UTC(2024, 0, 31, 12) / 1_000;

/** Items of a configuration, a summary or a row. */
export function items(values: Readonly<Record<string, unknown>>): Fields[] {
  return Object.entries(values).map(([key, value]) => ({ 1: key, 16: JSON.stringify(value) }));
}

/** Records as wandb writes them. */
export const record = {
  run: (
    id: string,
    {
      project = 'churn',
      config = {},
      ...more
    }: { project?: string; config?: object; [field: number]: Fields[number] } = {},
  ) => encode({ 17: { 1: id, 3: project, 4: { 1: items({ ...config }) }, 17: { 1: SECONDS }, ...more } }),
  row: (step: number, values: Readonly<Record<string, unknown>>) =>
    encode({ 2: { 1: items({ ...values, _step: step, _timestamp: SECONDS + step }), 2: { 1: step } } }),
  summary: (values: Readonly<Record<string, unknown>>) => encode({ 3: { 1: items(values) } }),
  environment: (fields: Fields) => encode({ 26: fields }),
  exit: (code: number) => encode({ 18: { 1: code } }),
  use: (id: string, name: string, type: string) => encode({ 25: { 1: id, 2: type, 3: name } }),
  artifact: (name: string, type: string, digest: string, aliases: readonly string[] = []) =>
    encode({
      8: {
        4: type,
        5: name,
        6: digest,
        11: ['latest', ...aliases],
        12: { 1: 1, 4: [{ 1: 'file.bin', 2: 'kAFQmDzST7DWlj99KOF/cg==', 4: 3 }] },
      },
    }),
};
