import { Lexer, Source, TokenKind } from 'graphql';
import type { GuardLimits } from '#platform/config/config.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { limitError } from './limit-error.js';
import { unstorableIn } from './unstorable-text.js';

/**
 * Judges a document before it is parsed: its UTF-8 bytes, its tokens, and characters that GraphQL text may not have
 * (spec §2.1, Source Text). The parser recurses: the limit of tokens protects it from overflowing the stack.
 * @returns null where it may be parsed; QUERY_REFUSED or GRAPHQL_PARSE_FAILED where not.
 */
export function guardSource(source: string, limits: GuardLimits): PedigraphError | null {
  const bytes = Buffer.byteLength(source);
  if (bytes > limits.documentBytes) {
    return limitError({ limit: 'documentBytes', max: limits.documentBytes, actual: bytes, sentence: 'has … bytes' });
  }
  const unstorable = unstorableIn(source);
  if (unstorable !== null) {
    return new PedigraphError('GRAPHQL_PARSE_FAILED', `The document contains ${unstorable}; send well-formed text.`);
  }
  if (hasMoreTokensThan(limits.tokens, source)) {
    return limitError({ limit: 'tokens', max: limits.tokens, sentence: 'has … tokens' });
  }
  return null;
}

function hasMoreTokensThan(max: number, source: string): boolean {
  // A token has at least one character: most documents are too short to be worth lexing twice.
  if (source.length <= max) return false;
  const lexer = new Lexer(new Source(source));
  try {
    for (let tokens = 0; tokens <= max; tokens += 1) if (lexer.advance().kind === TokenKind.EOF) return false;
    return true;
  } catch {
    return false; // not GraphQL: the parser reports where
  }
}
