import { emptyObject, type PlainObject, type PlainValue, UnreadableValue } from './plain-value.js';

/** Where a parser stands in its text. */
interface Cursor {
  readonly text: string;
  at: number;
}

/** What is no literal, such as a call: its assignment is passed over, as DVC does. */
class NoLiteral extends Error {}

/**
 * The parameters of a Python file, as DVC reads them: names that are assigned a literal, at the top, in classes by the
 * name of the class, and `self.name = …` of an `__init__`. Nothing of it is run. Source: dvc/utils/serialize/_py.py.
 */
export function readPython(text: string): PlainObject {
  const root = emptyObject();
  const lines = logicalLines(text);
  readBlock(lines, 0, -1, root, false);
  return root;
}

interface Line {
  readonly indent: number;
  readonly text: string;
}

/** The most lines and characters of a file of parameters. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Reads what is indented more than `indent`; returns the line behind it. */
function readBlock(
  lines: readonly Line[],
  start: number,
  indent: number,
  into: Record<string, PlainValue>,
  onlySelf: boolean,
): number {
  let index = start;
  let own: number | null = null;
  while (index < lines.length) {
    const line = lines[index] as Line;
    if (line.indent <= indent) return index;
    own ??= line.indent;
    const isOwn = line.indent === own;
    index++;
    if (!isOwn) continue;
    const hasBlock = line.text.endsWith(':');
    const className = /^class\s+([A-Za-z_]\w*)\s*[(:]/.exec(line.text)?.[1];
    const isInit = /^def\s+__init__\s*\(/.test(line.text);
    if (hasBlock && className !== undefined) {
      const members = emptyObject();
      index = readBlock(lines, index, line.indent, members, false);
      into[className] = members;
    } else if (hasBlock && isInit) index = readBlock(lines, index, line.indent, into, true);
    else if (hasBlock) index = behindBlock(lines, index, line.indent);
    else readAssignment(line.text, into, onlySelf);
  }
  return index;
}

function behindBlock(lines: readonly Line[], start: number, indent: number): number {
  let index = start;
  while (index < lines.length && (lines[index] as Line).indent > indent) index++;
  return index;
}

function readAssignment(text: string, into: Record<string, PlainValue>, onlySelf: boolean): void {
  const [, target, rest] = /^((?:self\.)?[A-Za-z_]\w*)\s*(?::[^=]+)?=(?!=)\s*(.*)$/s.exec(text) ?? [];
  if (target === undefined || rest === undefined) return;
  const isSelf = target.startsWith('self.');
  if (onlySelf && !isSelf) return;
  try {
    const cursor = { text: rest, at: 0 };
    const value = readTuple(cursor);
    if (cursor.at === cursor.text.length) into[isSelf ? target.slice(5) : target] = value;
  } catch (error) {
    if (!(error instanceof NoLiteral)) throw error;
  }
}

/** Lines as Python's grammar has them: those within brackets and texts of three quotes are one; without comments. */
function logicalLines(text: string): Line[] {
  if (text.length > MOST_CHARACTERS) throw new UnreadableValue(`has more than ${MOST_CHARACTERS} characters`);
  const lines: Line[] = [];
  const source = text.replace(/\r\n?/g, '\n');
  let current = '';
  let depth = 0;
  for (let at = 0; at <= source.length; ) {
    const character = source[at];
    const quote = /^(?:'''|"""|'|")/.exec(source.slice(at, at + 3))?.[0];
    if (quote !== undefined) {
      const end = endOfText(source, at + quote.length, quote);
      current += source.slice(at, end);
      at = end;
      continue;
    }
    if (character === '#') {
      while (at < source.length && source[at] !== '\n') at++;
      continue;
    }
    if (character === '\\' && source[at + 1] === '\n') {
      at += 2;
      continue;
    }
    if (character !== undefined && '([{'.includes(character)) depth++;
    if (character !== undefined && ')]}'.includes(character)) depth = Math.max(0, depth - 1);
    if (character === undefined || (character === '\n' && depth === 0)) {
      if (current.trim() !== '') lines.push({ indent: current.search(/\S/), text: current.trim() });
      current = '';
    } else current += character === '\n' ? ' ' : character;
    at++;
  }
  return lines;
}

/** Where a text of Python or JSON ends that begins behind its quote: behind the closing one, at the end of its line, of all. */
export function endOfText(source: string, start: number, quote: string): number {
  for (let at = start; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source.startsWith(quote, at)) return at + quote.length;
    else if (quote.length === 1 && source[at] === '\n') return at;
  }
  return source.length;
}

/** A value, or several with commas between, which are a tuple. */
function readTuple(cursor: Cursor): PlainValue {
  const first = readLiteral(cursor, 0);
  if (!accept(cursor, ',')) return first;
  const items = [first];
  while (cursor.at < cursor.text.length) {
    items.push(readLiteral(cursor, 0));
    if (!accept(cursor, ',')) break;
  }
  return items;
}

const MOST_LEVELS = 100;
const NAMES: ReadonlyMap<string, PlainValue> = new Map<string, PlainValue>([
  ['True', true],
  ['False', false],
  ['None', null],
]);

function readLiteral(cursor: Cursor, level: number): PlainValue {
  if (level > MOST_LEVELS) throw new NoLiteral();
  skip(cursor);
  const rest = cursor.text.slice(cursor.at);
  const opening = rest[0] ?? '';
  if (opening === '[' || opening === '(') return readItems(cursor, opening === '[' ? ']' : ')', level);
  if (opening === '{') return readBraces(cursor, level);
  const number =
    /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][-+]?\d+)?)/.exec(rest);
  if (number !== null) {
    advance(cursor, number[0].length);
    return numberOf(number[0].replaceAll('_', ''));
  }
  const name = /^[A-Za-z]+/.exec(rest)?.[0] ?? '';
  if (NAMES.has(name)) {
    advance(cursor, name.length);
    return NAMES.get(name) as PlainValue;
  }
  return readTexts(cursor);
}

function numberOf(text: string): PlainValue {
  if (/^[-+]?(\d+|0[xXoObB][0-9a-fA-F]+)$/.test(text)) {
    const sign = text.startsWith('-') ? -1n : 1n;
    const whole = sign * BigInt(text.replace(/^[-+]/, ''));
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : String(whole);
  }
  return Number(text);
}

function readItems(cursor: Cursor, end: string, level: number): PlainValue {
  advance(cursor, 1);
  const items: PlainValue[] = [];
  let hasComma = false;
  while (!accept(cursor, end)) {
    items.push(readLiteral(cursor, level + 1));
    if (accept(cursor, ',')) hasComma = true;
    else if (!isNext(cursor, end)) throw new NoLiteral();
  }
  // `(1)` is the number.
  return end === ')' && items.length === 1 && !hasComma ? (items[0] as PlainValue) : items;
}

/** A dictionary, or a set. */
function readBraces(cursor: Cursor, level: number): PlainValue {
  advance(cursor, 1);
  const object = emptyObject();
  const items: PlainValue[] = [];
  while (!accept(cursor, '}')) {
    const key = readLiteral(cursor, level + 1);
    if (accept(cursor, ':'))
      object[typeof key === 'string' ? key : JSON.stringify(key)] = readLiteral(cursor, level + 1);
    else items.push(key);
    if (!accept(cursor, ',') && !isNext(cursor, '}')) throw new NoLiteral();
  }
  return items.length > 0 ? items : object;
}

/** Texts that stand beside each other are one. */
function readTexts(cursor: Cursor): string {
  let whole: string | null = null;
  for (;;) {
    skip(cursor);
    const [, prefix = '', quote] =
      /^([rRuUbB]{0,2})('''|"""|'|")/.exec(cursor.text.slice(cursor.at, cursor.at + 5)) ?? [];
    if (quote === undefined) break;
    const start = cursor.at + prefix.length + quote.length;
    const end = endOfText(cursor.text, start, quote);
    const inner = cursor.text.slice(start, end - quote.length);
    whole = (whole ?? '') + (/r/i.test(prefix) ? inner : unescaped(inner));
    cursor.at = end;
  }
  if (whole === null) throw new NoLiteral();
  skip(cursor);
  return whole;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

function unescaped(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S])/g, (whole, escaped: string) =>
    /^[xu]./.test(escaped) ? String.fromCharCode(Number.parseInt(escaped.slice(1), 16)) : (ESCAPES[escaped] ?? whole),
  );
}

function skip(cursor: Cursor): void {
  while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at++;
}

function advance(cursor: Cursor, by: number): void {
  cursor.at += by;
  skip(cursor);
}

function isNext(cursor: Cursor, character: string): boolean {
  skip(cursor);
  return cursor.text[cursor.at] === character;
}

function accept(cursor: Cursor, character: string): boolean {
  if (!isNext(cursor, character)) return false;
  advance(cursor, 1);
  return true;
}
