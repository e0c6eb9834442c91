import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, visit } from 'yaml';
import { jsonNumber } from '#platform/digest/json-number.js';
import { printable } from '#platform/errors/printable.js';
import { numberLossOf } from '#platform/json/number-loss.js';
import { parseYaml } from './parse-yaml.js';

/** Something that is wrong in a document. */
export interface Problem {
  /** From 1; null where it is of the whole. */
  readonly line: number | null;
  /** In words. */
  readonly message: string;
}

/** Keys and indexes from the top. */
export type DocumentPath = readonly PropertyKey[];

/** A number that JSON cannot carry, where it stands. */
export interface NumberLossAt extends Problem {
  readonly path: DocumentPath;
  /** It is written as what it is, `.nan` or `.inf`, which a metric may be. */
  readonly isNamed: boolean;
}

/** A JSON or YAML text as it was read. */
export interface ReadDocument {
  /** What it holds; numbers that are not finite are the words that the API has for them. Undefined where `problems` has any. */
  readonly value: unknown;
  /** Why it cannot be read. */
  readonly problems: readonly Problem[];
  /** Numbers that JSON cannot carry unchanged, with what to do. */
  readonly losses: readonly NumberLossAt[];
  /** The line of a key or an item; of one that is missing, that of what should hold it. */
  lineOf(path: DocumentPath): number | null;
}

/** Reads JSON or YAML. Nothing is thrown: problems are returned, with their lines. */
export function readDocument(text: string): ReadDocument {
  const lines = new LineCounter();
  try {
    return read(text, lines);
  } catch (error) {
    const message = error instanceof RangeError ? 'it is nested too deep' : reasonOf(error);
    return { value: undefined, problems: [{ line: null, message }], losses: [], lineOf: () => null };
  }
}

/** The most problems that are reported at once. */
export const MAX_LISTED = 20;

/** Problems as people read them, each with its file and line. */
export function listProblems(file: string, problems: readonly Problem[]): string {
  const shown = problems
    .slice(0, MAX_LISTED)
    .map(({ line, message }) => printable(`  ${file}${line === null ? '' : `:${line}`}: ${message}`));
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n');
}

function read(text: string, lines: LineCounter): ReadDocument {
  const { document, faults } = parseYaml(text, { lineCounter: lines });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const problems: Problem[] = faults.map(({ message, offset }) => ({ line: lineAt(offset), message }));
  const losses: ReadDocument['losses'][number][] = [];
  const anchored = new Map<string, Node>();
  visit(document, (_key, node, ancestors) => {
    if (!isNode(node) || !node.range) return;
    const line = lineAt(node.range[0]);
    if (isAlias(node)) {
      const meant = anchored.get(node.source);
      if (meant === undefined) {
        problems.push({ line, message: `*${node.source} stands for nothing: no &${node.source} is before it` });
      } else if (ancestors.includes(meant)) {
        problems.push({ line, message: `*${node.source} stands for something that it is a part of` });
      }
      return;
    }
    if (node.anchor !== undefined) anchored.set(node.anchor, node);
    if (!isScalar(node) || typeof node.value !== 'number') return;
    const loss = lossOf(node.value, node.source ?? String(node.value));
    if (loss === null) return;
    const isNamed = !/\d/.test(node.source ?? '');
    losses.push({ line, path: pathOf([...ancestors, node]), message: loss, isNamed });
    node.value = jsonNumber(node.value);
  });
  const lineOf = (path: DocumentPath) => {
    const offset = offsetOf(document.contents, path, anchored);
    return offset === null ? null : lineAt(offset);
  };
  return { value: problems.length > 0 ? undefined : document.toJS(), problems, losses, lineOf };
}

function lossOf(value: number, source: string): string | null {
  if (!Number.isFinite(value)) {
    return `${source} is a number that JSON does not have: write it as a string, "${value}"`;
  }
  const loss = /^0[xo]/.test(source)
    ? Number.isSafeInteger(value)
      ? null
      : 'ROUNDED'
    : numberLossOf(source.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1'));
  if (loss === null) return null;
  const becomes = loss === 'ROUNDED' ? `is beyond 2^53 and would be rounded to ${BigInt(value)}` : 'would become 0';
  return `${source} ${becomes}: write it as a string, "${source}"`;
}

function pathOf(chain: readonly unknown[]): DocumentPath {
  return chain.flatMap((one, index): PropertyKey[] => {
    if (isPair(one)) return [wordOf(one.key)];
    return isSeq(one) && index + 1 < chain.length ? [one.items.indexOf(chain[index + 1])] : [];
  });
}

function offsetOf(contents: unknown, path: DocumentPath, anchored: ReadonlyMap<string, Node>): number | null {
  let offset: number | null = null;
  let node = contents;
  for (const step of path) {
    if (isAlias(node)) node = anchored.get(node.source);
    let at: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => wordOf(key) === String(step));
      [at, node] = [pair?.key, pair?.value];
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      at = node;
    }
    const range = isNode(at) ? at.range : null;
    if (!range) return offset;
    offset = range[0];
  }
  return offset;
}

function wordOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function reasonOf(error: unknown): string {
  const [line = ''] = String((error as Error).message).split('\n', 1);
  return line.includes('alias count') ? 'its aliases stand for more than is read: write the values out' : line;
}
