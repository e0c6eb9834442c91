import { invalidParameter } from '../wire/mlflow-error.js';

/** A part of a filter, by what it is; quotes are not in `text`. */
export type Token =
  | { readonly kind: 'name' | 'text' | 'number'; readonly text: string; readonly source: string }
  | { readonly kind: 'sign'; readonly text: string; readonly source: string };

/**
 * What a filter is made of, as the lexer has it by which MLflow reads one (sqlparse): a text ends at its quote, unless
 * a backslash or a second quote stands there; what stands between the quotes is the text, as it is.
 */
const PARTS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['text', /'((?:''|\\'|[^'])*)'/y],
  ['text', /"((?:""|\\"|[^"])*)"/y],
  ['name', /`((?:``|[^`])*)`/y],
  ['number', /([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\p{L}\p{N}_$#.])/uy],
  ['sign', /(>=|<=|!=|==|<>|[=<>(),.])/y],
  ['name', /([\p{L}\p{N}_][\p{L}\p{N}_$#]*)/uy],
];
const SPACE = /\s+/y;

/** The most characters of a filter: MLflow has no limit, and no store answers a longer one in time. */
const LONGEST = 100_000;

/** @throws {MlflowError} where a character belongs to nothing */
export function tokensOf(filter: string): readonly Token[] {
  if (filter.length > LONGEST) throw invalidParameter(`The filter has more than ${LONGEST} characters.`);
  const tokens: Token[] = [];
  let at = 0;
  while (at < filter.length) {
    const space = matchAt(SPACE, filter, at);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const found = firstPart(filter, at);
    if (found === undefined) {
      throw invalidParameter(`Invalid clause(s) in filter string: '${filter.slice(at, at + 50)}'`);
    }
    tokens.push(found);
    at += found.source.length;
  }
  return tokens;
}

function firstPart(filter: string, at: number): Token | undefined {
  for (const [kind, pattern] of PARTS) {
    const match = matchAt(pattern, filter, at);
    if (match !== null) return { kind, text: match[1] ?? '', source: match[0] };
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
