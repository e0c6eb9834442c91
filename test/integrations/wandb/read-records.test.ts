import { describe, expect, test } from 'vitest';
import { Message, UnreadableMessage } from '#integrations/wandb/log/message.js';
import { BLOCK, NoLog, readRecords } from '#integrations/wandb/log/read-records.js';
import { encode, writeLog } from './write-log.js';

const hex = (one: Uint8Array) => Buffer.from(one).toString('hex');
const bytes = (size: number, value: number) => new Uint8Array(size).fill(value);

/** Reads a log in pieces of a size, as a disk gives it. */
async function read(log: Uint8Array, pieces = log.length): Promise<{ records: string[]; lost: string[] }> {
  const lost: string[] = [];
  const records: string[] = [];
  const content = async function* () {
    for (let at = 0; at < log.length; at += pieces) yield log.subarray(at, at + pieces);
  };
  for await (const one of readRecords(content(), (reason) => lost.push(reason))) records.push(hex(one));
  return { records, lost };
}

describe('a .wandb file', () => {
  const records = [bytes(10, 1), bytes(3 * BLOCK, 2), bytes(0, 0), bytes(BLOCK - 100, 3), bytes(86, 4), bytes(5, 5)];

  test.each([1, 7, 4_096, BLOCK, 10 * BLOCK])(
    'is read whole, whatever pieces it comes in (%i bytes)',
    async (pieces) => {
      expect(await read(writeLog(records), pieces)).toEqual({ records: records.map(hex), lost: [] });
    },
  );

  test('that a killed process left has every whole record, wherever it was cut, and what is lost is reported', async () => {
    const log = writeLog([bytes(10, 1), bytes(20, 2), bytes(30, 3)]);
    const ends = [7, 24, 51, 88];
    expect(log).toHaveLength(88);
    for (let end = 7; end <= log.length; end++) {
      const whole = ends.filter((one) => one <= end).length - 1;
      const found = await read(log.subarray(0, end));
      expect(found.records).toHaveLength(whole);
      expect(found.lost).toEqual(
        ends.includes(end) ? [] : [`ends in the middle of a record, at byte ${end}: what was written last is lost`],
      );
    }
  });

  test('of which a block is damaged is read before and behind it', async () => {
    const log = writeLog([bytes(10, 1), bytes(2 * BLOCK, 2), bytes(BLOCK, 3), bytes(10, 4)]);
    log[100] = 77;

    const found = await read(log);

    expect(found.records.map((one) => one.slice(0, 2))).toEqual(['01', '03', '04']);
    expect(found.lost).toEqual([`is damaged at byte 24: what follows up to byte ${BLOCK} is passed over`]);
  });

  test('is refused where it is something else', async () => {
    await expect(read(Buffer.from('PK\u0003\u0004'.repeat(9)))).rejects.toThrow(NoLog);
  });
});

describe('a message', () => {
  test('has its fields by number, the last of several, and what is not there is empty', () => {
    const message = new Message(encode({ 1: 'a', 2: 42, 3: [{ 1: 'b' }, { 1: 'c' }], 200: { 1: 'later' } }));

    expect(message.text(1)).toBe('a');
    expect(message.integer(2)).toBe(42);
    expect(message.messages(3).map((one) => one.text(1))).toEqual(['b', 'c']);
    expect([message.text(9), message.integer(9), message.message(9)]).toEqual(['', 0, null]);
    expect([...message.fields]).toEqual([1, 2, 3, 200]);
  });

  test.each([
    ['a length beyond its end', [0x0a, 0x7f]],
    ['the number 0', [0x02, 0x01, 0x00]],
    ['a number of eleven bytes', [0x08, ...new Array(11).fill(0xff)]],
    ['groups in groups', new Array(100_000).fill(0x0b)],
  ])('with %s is none', (_, given) => {
    expect(() => new Message(Uint8Array.from(given))).toThrow(UnreadableMessage);
  });

  test('with a text that is not UTF-8 is none where that is read', () => {
    expect(() => new Message(Uint8Array.from([0x0a, 0x01, 0xff])).text(1)).toThrow('not UTF-8');
  });
});
