import { InvalidArgumentError } from 'commander';

/** Reads how many of a list are wanted. */
export function asCount(text: string): number {
  const count = Number(text);
  if (/^\d{1,3}$/.test(text) && count >= 1 && count <= 100) return count;
  throw new InvalidArgumentError('Expected a whole number from 1 to 100.');
}
