import { queryError, quoted } from './query-error.js';
import type { Token } from './tokenise-query.js';

/** Reads tokens one after the other. */
export class TokenReader {
  private index = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  /** The token `ahead` places further on; at the end it is always `end`. */
  peek(ahead = 0): Token {
    const token = this.tokens[this.index + ahead] ?? this.tokens.at(-1);
    if (token === undefined) throw new TypeError('tokens end with an end');
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.index += 1;
    return token;
  }

  /** Whether the token is this punctuation mark. */
  isMark(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.type === 'punctuation' && token.text === text;
  }

  /** Whether the token is this word of the grammar, in whichever case; a field of that name is not. */
  isKeyword(text: string): boolean {
    const token = this.peek();
    return token.type === 'word' && token.text.toLowerCase() === text && !this.isMark(':', 1);
  }

  /** @throws {PedigraphError} BAD_USER_INPUT: something else stands where the reader is. */
  fail(expected: string): never {
    const { type, text, column } = this.peek();
    throw queryError(expected, type === 'end' ? 'the query ends' : `${quoted(text)} came`, column);
  }

  /** Takes a punctuation mark. @throws {PedigraphError} BAD_USER_INPUT where another thing stands there. */
  expectMark(text: string, expected: string): void {
    if (!this.isMark(text)) this.fail(expected);
    this.next();
  }
}
