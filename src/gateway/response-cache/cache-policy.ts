import { randomUUID } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import type { ReadVersion } from '#platform/transport/transport.js';
import { parseSupergraph } from '../parse-supergraph.js';
import { subgraphsOf } from '../supergraph-urls.js';
import { createIsKeepable, type IsKeepable, momentaryFields } from './is-cacheable.js';
import { createStoreVersion, type ReadStoreVersion } from './store-revision.js';
import { orUntold } from './unknown-revision.js';

/** How to read the version of a subgraph, by its name and the URL it was composed with; undefined where it has none. */
export type ReadVersionOf = (name: string, url: string | undefined) => ReadVersion | undefined;

/** What decides for a supergraph which answers hold, and for how long. */
export interface Keeping {
  readonly isKeepable: IsKeepable;
  readonly readVersion: ReadStoreVersion;
}

/** The same supergraph opened again is another version: its subgraphs may be others. */
export function createKeeping({
  supergraphSdl,
  schema,
  versions,
}: {
  readonly supergraphSdl: string;
  readonly schema: GraphQLSchema;
  readonly versions: ReadVersionOf;
}): Keeping {
  const reads = [...subgraphsOf(supergraphSdl)].flatMap(([graph, { name, url }]) => {
    const read = versions(name, url);
    return read === undefined ? [] : [{ names: [name, graph], read: orUntold(read) }];
  });
  return {
    isKeepable: createIsKeepable(schema, momentaryFields(parseSupergraph(supergraphSdl))),
    readVersion: createStoreVersion(randomUUID(), reads),
  };
}
