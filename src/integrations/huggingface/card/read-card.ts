import {
  emptyObject,
  isPlainObject,
  type PlainObject,
  UnreadableValue,
} from '#integrations/reading/values/plain-value.js';
import { textOf } from '#integrations/reading/values/read-values.js';
import { readYaml } from '#integrations/reading/values/read-yaml.js';

/** A README.md of the Hub: what it says in YAML at its top, and the text below. */
export interface Card {
  readonly data: PlainObject;
  readonly text: string;
}

/** More is no card of a person or a tool: that of a model with the results of all of MTEB has less. */
const MOST_METADATA = 2 * 1024 * 1024;

const OPENING = /^\s*---(?:\r\n|\r|\n)/;
const CLOSING = /(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\n|$)/g;

/**
 * A card as the Hub reads it, but by YAML 1.2: `language: no` is Norwegian. Without metadata all of it is text.
 * @throws {UnreadableValue} where it is no UTF-8, or its metadata are no YAML, no mapping, or more than is read.
 */
export function readCard(content: Buffer): Card {
  const whole = textOf(content);
  const start = OPENING.exec(whole)?.[0].length;
  if (start === undefined) return { data: emptyObject(), text: whole };
  CLOSING.lastIndex = start;
  const closing = CLOSING.exec(whole);
  if (closing === null) return { data: emptyObject(), text: whole };
  const length = closing.index - start;
  if (length > MOST_METADATA)
    throw new UnreadableValue(`has metadata of ${length} characters, more than the ${MOST_METADATA} that are read`);
  const data = readYaml(whole.slice(start, closing.index)) ?? emptyObject();
  if (!isPlainObject(data)) throw new UnreadableValue('has metadata that are no mapping of keys to values');
  return { data, text: whole.slice(closing.index + closing[0].length) };
}
