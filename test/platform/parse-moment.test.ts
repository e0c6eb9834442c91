import pg from 'pg';
import { expect, test } from 'vitest';
import { parseMoment } from '#platform/database/rows/parse-moment.js';
import { createRandom } from '../support/seeded-random.js';

const driver = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);

test.each([
  ['2026-03-01 10:00:00+00', '2026-03-01T10:00:00.000Z'],
  ['2026-03-01 10:00:00.5+00', '2026-03-01T10:00:00.500Z'],
  ['2024-02-29 23:59:59.999+00', '2024-02-29T23:59:59.999Z'],
  ['2026-03-01 10:00:00.123456+00', '2026-03-01T10:00:00.123Z'],
  ['0012-03-01 10:00:00+00', '0012-03-01T10:00:00.000Z'],
  ['2026-03-01 10:00:00.25+05:30', '2026-03-01T04:30:00.250Z'],
  ['12026-03-01 10:00:00+00', '+012026-03-01T10:00:00.000Z'],
  ['0044-03-15 10:00:00+00 BC', '-000043-03-15T10:00:00.000Z'],
])('%s is %s', (told, moment) => {
  expect(parseMoment(told).toISOString()).toBe(moment);
});

test('what has no end is told as the driver tells it', () => {
  expect([parseMoment('infinity'), parseMoment('-infinity')]).toEqual([driver('infinity'), driver('-infinity')]);
});

test('any moment is what the driver reads', () => {
  const random = createRandom(7);
  for (let n = 0; n < 2_000; n++) {
    const moment = new Date(Math.floor(random() * 4e12));
    const [date, time = ''] = moment.toISOString().slice(0, -1).split('T');
    // PostgreSQL leaves out the zeros at the end.
    const told = `${date} ${time.replace('.000', '').replace(/(\.\d*?)0+$/, '$1')}+00`;
    expect(parseMoment(told), told).toEqual(driver(told));
    expect(parseMoment(told).getTime(), told).toBe(moment.getTime());
  }
});
