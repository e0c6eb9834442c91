import { isWrittenAtOnce, type JsonForm, writeInTurns } from '../turns/write-in-turns.js';
import { canonicalJson, knownCanonicalJson } from './canonical-json.js';

const CANONICAL: JsonForm = {
  write: canonicalJson,
  isKnown: (value) => knownCanonicalJson(value) !== undefined,
  // By UTF-16 code units, as RFC 8785 has it.
  keysOf: (object) => Object.keys(object).sort(),
  // Keys are sorted on the way.
  valuesAUnit: 2,
};

/**
 * What `canonicalJson` makes of a value, in turns of the event loop: a large one is written some items at a time.
 * @throws {TypeError} as `canonicalJson` does
 */
export async function canonicalJsonInTurns(value: unknown): Promise<string> {
  if (isWrittenAtOnce(value, CANONICAL)) return canonicalJson(value);
  return writeInTurns(value, CANONICAL);
}

/** Whether two JSON values are the same, whatever the order of their keys. */
export async function sameJsonInTurns(one: unknown, other: unknown): Promise<boolean> {
  if (one === other) return true;
  return (await canonicalJsonInTurns(one ?? null)) === (await canonicalJsonInTurns(other ?? null));
}
