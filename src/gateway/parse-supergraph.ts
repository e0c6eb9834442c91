import { type DocumentNode, parse } from 'graphql';

let last: { readonly sdl: string; readonly document: DocumentNode } | undefined;

/**
 * Parses a supergraph. Opening one reads it from several sides, one after the other: the last document is kept, as its
 * schema keeps it anyway. It must not be changed.
 * @throws {GraphQLError} where it is no SDL.
 */
export function parseSupergraph(sdl: string): DocumentNode {
  if (last?.sdl !== sdl) last = { sdl, document: parse(sdl, { noLocation: true }) };
  return last.document;
}
