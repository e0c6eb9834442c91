import { type JsonForm, writeInTurns } from './write-in-turns.js';

const PLAIN: JsonForm = { write: JSON.stringify, keysOf: Object.keys, valuesAUnit: 4 };

/** What `JSON.stringify` makes of a JSON value, in turns of the event loop. */
export function stringifyInTurns(value: unknown): Promise<string> {
  return writeInTurns(value, PLAIN);
}
