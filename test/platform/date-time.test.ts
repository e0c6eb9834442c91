import { parseValue, print } from 'graphql';
import { expect, test } from 'vitest';
import { DateTime } from '#platform/scalars/scalars.js';

/** What a variable and a literal of the same value are read as. */
const readBoth = (value: unknown) => [
  DateTime.parseValue(value),
  DateTime.parseLiteral(parseValue(JSON.stringify(value))),
];

test.each([
  ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000Z'],
  ['2026-03-01T11:00:00.500+01:00', '2026-03-01T10:00:00.500Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ['2026-03-01', '2026-03-01T00:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
])('%s is a moment', (text, moment) => {
  for (const read of readBoth(text)) expect(read.toISOString()).toBe(moment);
});

test.each([
  'yesterday',
  '',
  '2026-02-30',
  '2025-02-29',
  '2026-13-01',
  '2026-03-01T10:00:00',
  '2026-03-01 10:00:00Z',
  '2026-02-30T10:00:00Z',
  '01.03.2026',
  true,
  null,
  ['2026-03-01'],
  { day: 1 },
])('%j is refused, and the refusal says which forms are taken', (value) => {
  const forms = /^Expected a moment such as "2026-03-01T10:00:00Z" .* or a date such as "2026-03-01", .* but got /;
  expect(() => DateTime.parseValue(value)).toThrow(forms);
  const literal = parseValue(
    typeof value === 'object' && value !== null && !Array.isArray(value) ? '{ day: 1 }' : JSON.stringify(value),
  );
  expect(() => DateTime.parseLiteral(literal), print(literal)).toThrow(forms);
});
