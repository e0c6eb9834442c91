import { type DocumentNode, parse } from 'graphql';

let last: { readonly sdl: string; readonly document: DocumentNode } | undefined;

/**
 * Parses a supergraph. Opening one parses it several times in a row: so the last document is cached, which costs no
 * memory, since its schema holds it anyway. It must not be changed.
 * @throws {GraphQLError} where it is no SDL.
 */
export function parseSupergraph(sdl: string): DocumentNode {
  if (last?.sdl !== sdl) last = { sdl, document: parse(sdl, { noLocation: true }) };
  return last.document;
}
