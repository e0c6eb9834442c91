import { InvalidArgumentError } from 'commander';

/** Reads an option that has to be a moment. */
export function asMoment(text: string): Date {
  const moment = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(moment.getTime())) return moment;
  throw new InvalidArgumentError('Expected a moment such as 2026-01-31T12:00:00Z.');
}
