import { type PlainValue, UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { readPythonJson } from '#integrations/reading/values/read-values.js';
import type { Message } from './message.js';

/** Fields of an item of a configuration, a summary or a row of the history. */
const ITEM = { key: 1, nestedKey: 2, valueJson: 16 } as const;
const TIMESTAMP = { seconds: 1, nanos: 2 } as const;

/** A value under its keys, from the outer one to the inner one. */
export interface ItemValue {
  readonly keys: readonly string[];
  readonly value: PlainValue;
}

/** The keys of an item: one, or nested ones. */
export function keysOf(item: Message): string[] {
  const nested = item.texts(ITEM.nestedKey);
  return nested.length > 0 ? nested : [item.text(ITEM.key)];
}

/** Receives an item whose value is no JSON, and why, as half a sentence. */
export type OnUnreadableItem = (key: string, reason: string) => void;

/** What items hold; one whose value is no JSON is reported. */
export function* itemsOf(items: readonly Message[], onUnreadable: OnUnreadableItem): Generator<ItemValue> {
  for (const item of items) {
    const keys = keysOf(item);
    const text = item.text(ITEM.valueJson);
    try {
      yield { keys, value: PLAIN_NUMBER.test(text) ? Number(text) : readPythonJson(text) };
    } catch (error) {
      if (!(error instanceof UnreadableValue)) throw error;
      onUnreadable(keys.join('.'), error.message);
    }
  }
}

/** What most values are, which no parser need be asked for. */
const PLAIN_NUMBER = /^-?\d{1,15}(\.\d+)?(e[+-]?\d{1,3})?$/i;

/** A moment in milliseconds since 1970; null where there is none. */
export function momentIn(message: Message, field: number): number | null {
  const moment = message.message(field);
  if (moment === null) return null;
  const ms = moment.integer(TIMESTAMP.seconds) * 1_000 + Math.round(moment.integer(TIMESTAMP.nanos) / 1e6);
  return ms === 0 ? null : ms;
}
