import { PedigraphError } from '../errors/pedigraph-error.js';
import { endOfText } from './end-of-text.js';
import { type NumberLoss, numberLossOf } from './number-loss.js';

/** A number that a double cannot carry, and the keys that lead to it. */
export interface InexactNumber {
  readonly path: readonly (string | number)[];
  readonly source: string;
  readonly loss: NumberLoss;
}

/** Where a JSON text stands in a request. */
export interface JsonPlace {
  /** The keys that lead to the text itself. @default none */
  readonly at?: readonly string[] | undefined;
  /** The outermost keys whose values count. @default all */
  readonly among?: ReadonlySet<string> | undefined;
}

/**
 * What a number may look like that a double cannot carry: sixteen digits, also around a point, or an exponent of three.
 * Hardly any request has one, and to look for it costs nothing beside parsing the text.
 */
const SUSPICIOUS = /[[:,\s]-?(?:\d{16}|(?=[\d.]{17})\d{1,15}\.\d+[eE]|\d{1,15}(?:\.\d*)?[eE][-+]?\d{3}|0\.\d{300})/;

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
/** Values nested deeper are refused for that, whatever is in them. */
const MAX_DEPTH = 1_000;

/**
 * The first number in a JSON text that `JSON.parse` would change. It reads the text itself, since the parsed value
 * no longer shows the loss.
 * @param text JSON that is known to be well-formed
 */
export function inexactNumberIn(text: string, place: JsonPlace = {}): InexactNumber | null {
  if (!SUSPICIOUS.test(text)) return null;
  // Of each value that the place is in: its index in a list, or where its key begins, as a number below zero.
  const places: number[] = [];
  let isKey = false;
  for (let index = 0; index < text.length; ) {
    const character = text.charCodeAt(index);
    if (character === QUOTE) {
      if (isKey) places[places.length - 1] = -index;
      isKey = false;
      index = endOfText(text, index);
      continue;
    }
    if (character === MINUS || (character >= ZERO && character <= NINE)) {
      NUMBER.lastIndex = index;
      const [source] = NUMBER.exec(text) as RegExpExecArray;
      const loss = numberLossOf(source);
      if (loss !== null && isAmong(text, places, place)) return { path: pathTo(text, places, place), source, loss };
      index += source.length;
      continue;
    }
    if (character === BRACE || character === BRACKET) {
      if (places.length === MAX_DEPTH) return null;
      places.push(0);
      isKey = character === BRACE;
    } else if (character === END_BRACE || character === END_BRACKET) places.pop();
    else if (character === COMMA) {
      const last = places.length - 1;
      isKey = places[last]! < 0;
      if (!isKey) places[last]! += 1;
    }
    index += 1;
  }
  return null;
}

/**
 * `JSON.parse` of a text that stands under a name, such as a parameter of a URL.
 * @throws {PedigraphError} BAD_USER_INPUT for a number that it would change; {SyntaxError} for what is no JSON.
 */
export function parseExact(text: string, name: string): unknown {
  const value: unknown = JSON.parse(text);
  const inexact = inexactNumberIn(text, { at: [name] });
  if (inexact !== null) throw inexactNumberError(inexact);
  return value;
}

/** BAD_USER_INPUT that names the number, where it stands and what to do. */
export function inexactNumberError(
  { path, source, loss }: InexactNumber,
  http?: { readonly status: number },
): PedigraphError {
  const number = source.length > 60 ? `${source.slice(0, 60)}…` : source;
  return new PedigraphError(
    'BAD_USER_INPUT',
    `Expected numbers that JSON can carry, but ${wordsOf(path)} is ${number}, ${LOSSES[loss]}: send it as a text, in quotes.`,
    { path, ...(http && { http }) },
  );
}

const LOSSES = {
  ROUNDED: 'a whole number beyond 2^53, which would be rounded',
  OVERFLOW: 'which is more than a double-precision number holds',
  UNDERFLOW: 'which is so small that it would become 0',
} as const satisfies Record<NumberLoss, string>;

const [QUOTE, MINUS, ZERO, NINE] = [0x22, 0x2d, 0x30, 0x39] as const;
const [BRACE, END_BRACE, BRACKET, END_BRACKET, COMMA] = [0x7b, 0x7d, 0x5b, 0x5d, 0x2c] as const;

function isAmong(text: string, places: readonly number[], { among }: JsonPlace): boolean {
  return among === undefined || (places.length > 0 && among.has(String(keyAt(text, places[0]!))));
}

function pathTo(text: string, places: readonly number[], { at = [] }: JsonPlace): (string | number)[] {
  return [...at, ...places.map((place) => keyAt(text, place))];
}

function keyAt(text: string, place: number): string | number {
  return place < 0 ? (JSON.parse(text.slice(-place, endOfText(text, -place))) as string) : place;
}

/** `variables.input.tags["a b"][3]` */
function wordsOf(path: readonly (string | number)[]): string {
  return path
    .map((key, index) =>
      typeof key === 'number'
        ? `[${key}]`
        : /^[\w$]+$/.test(key)
          ? `${index === 0 ? '' : '.'}${key}`
          : `[${JSON.stringify(key)}]`,
    )
    .join('');
}
