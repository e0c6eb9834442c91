import { parse as parseToml } from 'smol-toml';
import { type PlainValue, plainValue, UnreadableValue, withWholeNumbers } from './plain-value.js';
import { endOfText, readPython } from './read-python.js';
import { parseYamlValue } from './read-yaml.js';

/**
 * The value of a file of parameters or metrics, by the end of its name, as DVC reads it: `.json`, `.toml`, `.py`, and YAML
 * for everything else.
 * @throws {UnreadableValue} where it is not what its name says.
 */
export function readValues(path: string, content: Buffer): PlainValue {
  return plainValue(parseValues(path, content));
}

/** The same, with whole numbers as `bigint` where the file tells them from others: templates write `1` and `1.0`. */
export function parseValues(path: string, content: Buffer): unknown {
  const text = textOf(content);
  const ending = /\.[^./]+$/.exec(path.toLowerCase())?.[0];
  if (ending === '.json') return withWholeNumbers(readJson(text));
  if (ending === '.toml') return readToml(text);
  return ending === '.py' ? withWholeNumbers(readPython(text)) : parseYamlValue(text);
}

/**
 * The text of a file.
 * @throws {UnreadableValue} where it is not UTF-8.
 */
export function textOf(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new UnreadableValue('is not UTF-8 text');
  }
}

/**
 * The value of a JSON text as Python writes it, with NaN, Infinity and whole numbers of any length, each a text.
 * @throws {UnreadableValue} where it is no JSON.
 */
export function readPythonJson(text: string): PlainValue {
  return plainValue(readJson(text));
}

/** Python writes NaN and Infinity, which are no JSON, and whole numbers of any length. */
function readJson(text: string): unknown {
  const exact = /\d{16}/.test(text) ? quoted(text, WHOLE_NUMBER) : text;
  try {
    return JSON.parse(exact);
  } catch (error) {
    try {
      return JSON.parse(quoted(exact, /-?\b(?:NaN|Infinity)\b/g));
    } catch {
      throw new UnreadableValue(`is no JSON: ${(error as Error).message.split('\n', 1)[0]}`);
    }
  }
}

const WHOLE_NUMBER = /(?<![\w.+-])-?\d{16,}(?![\w.])/g;

/** With quotes around what matches, stands in no text and is no number that JSON says exactly. */
function quoted(text: string, words: RegExp): string {
  const quote = (word: string) => (Number.isSafeInteger(Number(word)) ? word : `"${word}"`);
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const opening = text.indexOf('"', at);
    const start = opening < 0 ? text.length : opening;
    const end = endOfText(text, start + 1, '"');
    parts.push(text.slice(at, start).replace(words, quote), text.slice(start, end));
    at = end;
  }
  return parts.join('');
}

function readToml(text: string): unknown {
  try {
    return parseToml(text, { integersAsBigInt: true });
  } catch (error) {
    throw new UnreadableValue(`is no TOML: ${(error as Error).message.split('\n', 1)[0]}`);
  }
}
