import { isWellFormed } from './is-well-formed.js';

/** What the gateway takes. */
export const MOST = {
  /** Tags of one thing. */
  tags: 1_000,
  key: 250,
  tag: 8_000,
  parameter: 10_000,
  name: 500,
  description: 10_000,
} as const;

/** Why a text cannot be stored, as half a sentence; null where it can. */
export function textMisfit(text: string, most: number): string | null {
  if (text.length > most) return `has ${text.length} characters, more than the ${most} that are taken`;
  if (text.includes('\0')) return 'holds the character NUL, which no database takes';
  return isWellFormed(text) ? null : 'holds half a character (a lone surrogate)';
}

/** Why a key with that text cannot be stored; null where it can. */
export function pairMisfit(key: string, text: string, most: number): string | null {
  if (key === '') return 'has an empty key';
  const ofKey = textMisfit(key, MOST.key);
  return ofKey === null ? textMisfit(text, most) : `has a key that ${ofKey}`;
}

/** A key as a path of a report names it: one of thousands of characters is cut. */
export function keyInPath(key: string): string {
  return key.length <= MOST.key ? key : `${key.slice(0, 80)}…`;
}
