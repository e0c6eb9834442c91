import { type DocumentNode, parse } from 'graphql';
import { refuseMissing } from '../errors/refuse-missing.js';
import type { Ports } from './ports.js';

/** What identifies a pinned entity for good. */
export interface Pin {
  readonly id: string;
  readonly ref: string;
  /** Null only for what is not sealed yet: a run that is open, a logged model that is not READY. */
  readonly digest: string | null;
}

/** The same of what is sealed always: a version. */
export type SealedPin = Pin & { readonly digest: string };

/** Which entities to look up: a type of a subgraph, by its natural key or its id. */
export interface PinQuery {
  readonly subgraph: string;
  readonly type: string;
  readonly key: 'ref' | 'id';
  readonly keys: readonly string[];
  /** Fields to read beside `id`, `ref` and `digest`. */
  readonly selection?: string | undefined;
}

const documents = new Map<string, DocumentNode>();

/**
 * Asks the owner for what is about to be pinned, all in one request, and returns it in the order of the keys.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND naming every key that the owner does not know; UNAVAILABLE where it does
 *   not answer.
 */
export async function resolvePins<Fields = unknown>(ports: Ports, query: PinQuery): Promise<readonly (Pin & Fields)[]> {
  if (query.keys.length === 0) return [];
  const { _entities: found } = await ports.ask<{ _entities: readonly ((Pin & Fields) | null)[] }>({
    subgraph: query.subgraph,
    document: entitiesDocument(query.type, query.selection ?? ''),
    variables: { representations: query.keys.map((key) => ({ __typename: query.type, [query.key]: key })) },
  });
  return refuseMissing(query.type, query.keys, found);
}

function entitiesDocument(type: string, selection: string): DocumentNode {
  const text = `query Pins($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { id ref digest ${selection} } } }`;
  const known = documents.get(text);
  if (known !== undefined) return known;
  const document = parse(text);
  documents.set(text, document);
  return document;
}
