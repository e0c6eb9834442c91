import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { NamespaceAccessRepository } from './namespace-access.repository.js';

/** What closed namespaces bring to a request. */
export type NamespaceAccessContext = SubgraphContext & {
  readonly namespaceAccesses: NamespaceAccessRepository;
};
