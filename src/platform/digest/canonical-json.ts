import { configure } from 'safe-stable-stringify';

/** Keys are sorted by UTF-16 code units, and what JSON has no form for is refused. */
const stringify = configure({ deterministic: true, strict: true, bigint: false, circularValue: TypeError });

/** `JSON.stringify` writes half of a surrogate pair so; a backslash before it is part of the text. */
const HALF_A_PAIR = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

/** The canonical texts of objects that were made from them. */
const known = new WeakMap<object, string>();

/**
 * RFC 8785 canonical JSON: keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them. What
 * JSON leaves out of an object (an undefined property) is left out.
 * @throws {TypeError} for what has no such form: undefined, a number that is not finite, half of a surrogate pair.
 */
export function canonicalJson(value: unknown): string {
  const text = knownCanonicalJson(value) ?? spelled(value);
  if (text === undefined) throw new TypeError('only JSON values have a canonical form');
  if (text.includes('\\ud') && HALF_A_PAIR.test(text))
    throw new TypeError('half of a surrogate pair has no canonical form');
  return text;
}

/** Caches the canonical text of an object that was parsed from it, and that is never changed. */
export function knowCanonicalJson(value: object, text: string): void {
  known.set(value, text);
}

/** The canonical text that is remembered of a value. */
export function knownCanonicalJson(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? known.get(value) : undefined;
}

function spelled(value: unknown): string | undefined {
  try {
    return stringify(value);
  } catch (error) {
    throw new TypeError('there is a value in it that has no canonical form', { cause: error });
  }
}
