import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { ImpactContext } from './impact/impact.context.js';
import { ImpactRepository } from './impact/impact.repository.js';
import type { InsightContext } from './insight/insight.context.js';
import { InsightRepository } from './insight/insight.repository.js';
import type { LedgerContext } from './ledger/ledger.context.js';
import { LedgerQueryRepository } from './ledger/ledger-query.repository.js';
import { createLineageLoaders } from './lineage/lineage.loaders.js';
import { LineageQueryRepository } from './lineage/lineage-query.repository.js';
import { createNodeLoaders } from './node/node.loaders.js';
import { createNodeStateLoaders } from './node-history/node-state.loaders.js';
import { NodeStateRepository } from './node-history/node-state.repository.js';
import { ProjectionRepository } from './projection/projection.repository.js';
import { KnownNamesRepository } from './ref-status/known-names.repository.js';
import type { RefStatusContext } from './ref-status/ref-status.context.js';
import type { SearchContext } from './search/search.context.js';
import { SearchQueryRepository } from './search/search-query.repository.js';
import { createUnknownEventLoaders } from './unknown-event/unknown-event.loaders.js';
import { UnknownEventRepository } from './unknown-event/unknown-event.repository.js';

/** What a resolver of this subgraph has at hand: all that its parts need. Made anew for each request. */
export type CatalogContext = ImpactContext & InsightContext & LedgerContext & RefStatusContext & SearchContext;

/** Puts the context of one request together from what each part brings. */
export function createContext(base: SubgraphContext): CatalogContext {
  const { caller, database, ports } = base;
  const { manager } = database;
  return {
    ...base,
    entries: new LedgerQueryRepository(manager, caller),
    projection: new ProjectionRepository(manager),
    impacts: new ImpactRepository(manager, caller),
    insights: new InsightRepository(manager, caller),
    searches: new SearchQueryRepository(manager, caller),
    names: new KnownNamesRepository(manager, caller),
    loaders: {
      ...createLineageLoaders(new LineageQueryRepository(manager, caller), ports),
      ...createNodeLoaders(ports),
      ...createNodeStateLoaders(new NodeStateRepository(manager)),
      ...createUnknownEventLoaders(new UnknownEventRepository(manager)),
    },
  };
}
