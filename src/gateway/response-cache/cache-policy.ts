import { randomUUID } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import type { Caller } from '#platform/auth/caller.js';
import type { ReadRevision } from '#platform/transport/transport.js';
import { createAuthorization } from '../authorization/authorization.js';
import type { Policies } from '../authorization/caller-claims.js';
import { parseSupergraph } from '../parse-supergraph.js';
import { subgraphsOf } from '../supergraph-urls.js';
import { type CacheScopeOf, createCacheScope, fieldsTagged, MOMENTARY, PERSONAL } from './cache-scope.js';
import { createReadRevision, type ReadStoreRevision } from './store-revision.js';
import { orUnknown } from './unknown-revision.js';

/**
 * How to read the revision of a subgraph, by its name and the URL it was composed with; undefined where it has none.
 */
export type ReadRevisionOf = (name: string, url: string | undefined) => ReadRevision | undefined;

/** Which answers of a supergraph may be cached, and for how long. */
export interface CachePolicy {
  readonly cacheScope: CacheScopeOf;
  readonly readRevision: ReadStoreRevision;
  /** Equal, beside the rights, for callers to whom every answer is the same. */
  readonly audienceOf: (caller: Caller) => string;
}

/** What a policy is made of. */
export interface CachePolicyOptions {
  readonly supergraphSdl: string;
  readonly schema: GraphQLSchema;
  readonly versions: ReadRevisionOf;
  readonly policies: Policies;
  /** The subgraphs that are told who asks: what they answer may depend on the name. */
  readonly told: readonly string[];
}

/**
 * Makes the policy of a supergraph. Opened again, the same supergraph has another revision: its subgraphs may be
 * others.
 */
export function createCachePolicy(options: CachePolicyOptions): CachePolicy {
  const { supergraphSdl, schema, versions, policies, told } = options;
  const supergraph = parseSupergraph(supergraphSdl);
  const subgraphs = [...subgraphsOf(supergraphSdl)];
  const authorization = createAuthorization({ supergraph, schema, policies });
  const isNamed = subgraphs.some(([, { name }]) => told.includes(name));
  const reads = subgraphs.flatMap(([graph, { name, url }]) => {
    const read = versions(name, url);
    return read === undefined ? [] : [{ names: [name, graph], read: orUnknown(read) }];
  });
  return {
    cacheScope: createCacheScope(schema, {
      momentary: fieldsTagged(MOMENTARY, supergraph),
      personal: fieldsTagged(PERSONAL, supergraph),
    }),
    readRevision: createReadRevision(randomUUID(), reads),
    audienceOf(caller) {
      const allowed = authorization?.keyOf(caller) ?? '';
      return isNamed ? JSON.stringify([allowed, caller.actor, caller.kind, caller.scopes]) : allowed;
    },
  };
}
