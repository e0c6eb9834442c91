import { endOfText } from '../json/end-of-text.js';
import { exceedsDepth } from '../json/exceeds-depth.js';
import { isTurnSpent, nextShare, spendUnits } from './pace.js';

/** Characters of JSON that `JSON.parse` is given at once. */
export const CHARACTERS_AT_ONCE = 100_000;
/** Characters that are looked at and parsed for one unit of work. */
const CHARACTERS_A_UNIT = 100;

/** Items of a list that are put into it for one unit of work; a key of an object takes one by itself. */
const ITEMS_A_UNIT = 10;

const [QUOTE, COMMA, LIST, LIST_END, OBJECT, OBJECT_END] = [...'",[]{}'].map((sign) => sign.charCodeAt(0));

/** A list or an object that has begun and not ended where the text is read. */
interface Container {
  readonly isList: boolean;
  /** Where its first item begins. */
  readonly start: number;
  /** Where the items begin that are not parsed yet. */
  from: number;
  /** The comma that was met last in it; before its start where none was. */
  comma: number;
  /** What was parsed of it; undefined while it may still be parsed as a whole. */
  value: unknown[] | Record<string, unknown> | undefined;
  /** The key of the item that is parsed by itself. */
  key: string;
  /** An item was parsed by itself and ends at `from`: only a comma or the end may follow. */
  isBehindItem: boolean;
}

/**
 * What `JSON.parse` makes of a text, in turns of the event loop: of a long list or object some items at a time.
 * @param mostDepth lists and objects within each other
 * @throws {SyntaxError} where it is not JSON
 * @throws {RangeError} where they are nested deeper
 */
export async function parseInTurns(text: string, mostDepth = Number.POSITIVE_INFINITY): Promise<unknown> {
  if (text.length <= CHARACTERS_AT_ONCE) {
    if (exceedsDepth(text, mostDepth)) throw tooDeep(mostDepth);
    return JSON.parse(text);
  }
  if (isTurnSpent()) await nextShare();
  const open: Container[] = [];
  let counted = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfText(text, at) - 1;
    else if (sign === OBJECT || sign === LIST) {
      open.push(containerAt(at + 1, sign === LIST));
      if (open.length > mostDepth) throw tooDeep(mostDepth);
    } else if (sign === COMMA) readComma(text, open, at);
    else if (sign === LIST_END || sign === OBJECT_END) {
      const value = readEnd(text, open, at, sign === LIST_END);
      if (open.length === 0 && value !== undefined) return refuseText(text, at + 1, text.length) ?? value;
    }
    if (at - counted < CHARACTERS_AT_ONCE) continue;
    const units = (at - counted) / CHARACTERS_A_UNIT;
    counted = at;
    if (spendUnits(units)) await nextShare();
  }
  // Nothing of it was parsed: it holds no long list or object, or is none that ends.
  if (open.length > 0) throw new SyntaxError('a JSON text ended before its lists and objects did');
  return JSON.parse(text);
}

function containerAt(start: number, isList: boolean): Container {
  return { isList, start, from: start, comma: start - 1, value: undefined, key: '', isBehindItem: false };
}

function readComma(text: string, open: readonly Container[], at: number): void {
  const inner = open.at(-1);
  if (inner === undefined) throw unexpected(at);
  if (inner.isBehindItem) {
    refuseText(text, inner.from, at);
    inner.isBehindItem = false;
    inner.from = at + 1;
  } else if (at - inner.from >= CHARACTERS_AT_ONCE) {
    beginApart(text, open);
    parseItems(text, inner, at);
  }
  inner.comma = at;
}

/** What was parsed of the container that ends here; undefined where it is parsed with the one it stands in. */
function readEnd(text: string, open: Container[], at: number, isList: boolean): Container['value'] {
  const inner = open.pop();
  if (inner === undefined || inner.isList !== isList) throw unexpected(at);
  if (inner.value === undefined) return undefined;
  if (inner.isBehindItem) refuseText(text, inner.from, at);
  else parseItems(text, inner, at);
  const outer = open.at(-1);
  if (outer !== undefined) {
    put(outer, outer.key, inner.value);
    outer.from = at + 1;
    outer.isBehindItem = true;
  }
  return inner.value;
}

/** From here on the innermost container is parsed by itself, and with it each that it stands in. */
function beginApart(text: string, open: readonly Container[]): void {
  for (const [index, container] of open.entries()) {
    const inner = open[index + 1];
    const isBegun = container.value !== undefined;
    container.value ??= container.isList ? [] : {};
    if (inner === undefined || (isBegun && inner.value !== undefined)) continue;
    if (container.isBehindItem) throw unexpected(container.from);
    if (container.comma >= container.from) parseItems(text, container, container.comma);
    const opening = inner.start - 1;
    if (container.isList) refuseText(text, container.comma + 1, opening);
    else container.key = readKey(text.slice(container.comma + 1, opening), opening);
  }
}

function readKey(text: string, at: number): string {
  const [, key] = /^\s*(".*")\s*:\s*$/s.exec(text) ?? [];
  if (key === undefined) throw unexpected(at);
  return JSON.parse(key) as string;
}

function parseItems(text: string, container: Container, end: number): void {
  const items = text.slice(container.from, end);
  if (items.trim() === '') throw unexpected(end);
  if (container.isList) {
    const parsed = JSON.parse(`[${items}]`) as unknown[];
    for (const item of parsed) put(container, '', item);
    spendUnits(parsed.length / ITEMS_A_UNIT);
  } else {
    const parsed = Object.entries(JSON.parse(`{${items}}`) as object);
    for (const [key, item] of parsed) put(container, key, item);
    spendUnits(parsed.length);
  }
  container.from = end + 1;
}

function put({ value }: Container, key: string, item: unknown): void {
  if (Array.isArray(value)) value.push(item);
  // As `JSON.parse` has it, this key is one like any other.
  else if (key === '__proto__')
    Object.defineProperty(value, key, { value: item, enumerable: true, configurable: true, writable: true });
  else value![key] = item;
}

/** Between these places there may be white space alone. */
function refuseText(text: string, from: number, to: number): undefined {
  if (/[^ \t\r\n]/.test(text.slice(from, to))) throw unexpected(from);
}

function unexpected(at: number): SyntaxError {
  return new SyntaxError(`a JSON text has something at position ${at} that may not stand there`);
}

function tooDeep(most: number): RangeError {
  return new RangeError(`a JSON text has lists and objects nested more than ${most} deep`);
}
