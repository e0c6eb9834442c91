import { randomUUID } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import type { ReadRevision } from '#platform/transport/transport.js';
import { parseSupergraph } from '../parse-supergraph.js';
import { subgraphsOf } from '../supergraph-urls.js';
import { createIsCacheable, type IsCacheable, momentaryFields } from './is-cacheable.js';
import { createReadRevision, type ReadStoreRevision } from './store-revision.js';
import { orUnknown } from './unknown-revision.js';

/**
 * How to read the revision of a subgraph, by its name and the URL it was composed with; undefined where it has none.
 */
export type ReadRevisionOf = (name: string, url: string | undefined) => ReadRevision | undefined;

/** Which answers of a supergraph may be cached, and for how long. */
export interface CachePolicy {
  readonly isCacheable: IsCacheable;
  readonly readRevision: ReadStoreRevision;
}

/**
 * Makes the policy of a supergraph. Opened again, the same supergraph has another revision: its subgraphs may be
 * others.
 */
export function createCachePolicy({
  supergraphSdl,
  schema,
  versions,
}: {
  readonly supergraphSdl: string;
  readonly schema: GraphQLSchema;
  readonly versions: ReadRevisionOf;
}): CachePolicy {
  const reads = [...subgraphsOf(supergraphSdl)].flatMap(([graph, { name, url }]) => {
    const read = versions(name, url);
    return read === undefined ? [] : [{ names: [name, graph], read: orUnknown(read) }];
  });
  return {
    isCacheable: createIsCacheable(schema, momentaryFields(parseSupergraph(supergraphSdl))),
    readRevision: createReadRevision(randomUUID(), reads),
  };
}
