import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { ProjectionRepository } from './projection.repository.js';

/** What the projection brings to a request: how far the ledgers are read. */
export type ProjectionContext = SubgraphContext & { readonly projection: ProjectionRepository };
