import { InvalidArgumentError } from 'commander';

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** Reads an option that has to be a duration, such as `30s`, as milliseconds. */
export function asMilliseconds(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  const factor = UNITS[unit];
  if (factor === undefined) throw new InvalidArgumentError('Expected a duration such as 30s, 15m or 24h.');
  return Number(number) * factor;
}
