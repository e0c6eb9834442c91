import { queryError } from './query-error.js';

/** The most characters a query may have. */
export const MAX_QUERY = 4_000;

/** The operators between a field and a value. */
export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=';

/** A piece of a query. `text` is what it says, without quotes and escapes. */
export interface Token {
  readonly type: 'word' | 'string' | 'operator' | 'punctuation' | 'end';
  readonly text: string;
  /** Where it begins, counted from 1 in characters. */
  readonly column: number;
  /** Whether it follows the token before without a space. */
  readonly glued: boolean;
}

// In this order: the longer of two spellings that begin alike comes first. A dot within `..` belongs to no word.
const PIECES = [
  ['string', /"((?:[^"\\]|\\.)*)"/suy],
  ['operator', /==|!=|>=|<=|=|>|</uy],
  ['punctuation', /\.\.|[():,]/uy],
  ['word', /(?:(?!\.\.|!=)[^\s"():,=<>])+/uy],
] as const satisfies readonly (readonly [Token['type'], RegExp])[];

/**
 * Splits a query into its pieces; the last one is always `end`.
 * @throws {PedigraphError} BAD_USER_INPUT with the column, for a quote that is not closed or a query that is too long.
 */
export function tokeniseQuery(query: string): Token[] {
  const characters = (end: number) => [...query.slice(0, end)].length;
  if (query.length > MAX_QUERY) {
    throw queryError(`at most ${MAX_QUERY} characters`, `there are ${query.length}: the query is too long`, MAX_QUERY);
  }
  const nul = query.indexOf('\0');
  if (nul >= 0) throw queryError('text', 'a NUL character came', characters(nul) + 1);
  const tokens: Token[] = [];
  let glued = false;
  for (let at = 0; at < query.length; ) {
    const space = matchAt(/\s+/uy, query, at);
    if (space !== null) {
      at += space[0].length;
      glued = false;
      continue;
    }
    const column = characters(at) + 1;
    const piece = pieceAt(query, at);
    if (piece === null) throw queryError('a closing quote', 'the query ends within the text that was opened', column);
    tokens.push({ type: piece.type, text: piece.text, column, glued });
    at += piece.length;
    glued = true;
  }
  return [...tokens, { type: 'end', text: '', column: characters(query.length) + 1, glued: false }];
}

function pieceAt(query: string, at: number): { type: Token['type']; text: string; length: number } | null {
  for (const [type, pattern] of PIECES) {
    const match = matchAt(pattern, query, at);
    if (match === null) continue;
    return { type, text: textOf(type, match), length: match[0].length };
  }
  return null;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function textOf(type: Token['type'], match: RegExpExecArray): string {
  if (type === 'string') return (match[1] ?? '').replace(/\\(.)/gsu, '$1');
  return match[0] === '==' ? '=' : match[0];
}
