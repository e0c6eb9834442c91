import DataLoader from 'dataloader';
import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import { ImpactRepository } from './impact/impact.repository.js';
import { InsightRepository } from './insight/insight.repository.js';
import { LedgerEntryRepository } from './ledger/ledger-entry.repository.js';
import { createNodesByName, type NodesByName } from './lineage/find-root.js';
import { LineageRepository } from './lineage/lineage.repository.js';
import type { Lineage } from './lineage/lineage.type.js';
import { readLineages, type WalkArgs } from './lineage/read-lineages.js';
import { createNodeLoader, type NodeLoader } from './node/load-nodes.js';
import { ProjectionRepository } from './projection/projection.repository.js';
import { KnownNamesRepository } from './ref-status/known-names.repository.js';
import { SearchQueryRepository } from './search/search-query.repository.js';
import type { UnknownEvents } from './unknown-event/unknown-event.entity.js';
import { UnknownEventRepository } from './unknown-event/unknown-event.repository.js';

/** What a resolver of this subgraph has at hand; born with the request. */
export interface CatalogContext extends SubgraphContext {
  readonly entries: LedgerEntryRepository;
  readonly projection: ProjectionRepository;
  readonly impacts: ImpactRepository;
  readonly insights: InsightRepository;
  readonly searches: SearchQueryRepository;
  readonly names: KnownNamesRepository;
  readonly loaders: {
    readonly nodesByName: NodesByName;
    readonly nodeById: NodeLoader;
    /** A loader by node id for each kind of walk that a request asks for. */
    readonly lineageBy: (args: WalkArgs) => DataLoader<string, Lineage | null>;
    /** By the subgraph that keeps the ledger. */
    readonly unknownEventsOf: DataLoader<string, UnknownEvents[]>;
  };
}

/** Makes the context of one request. */
export function createContext(base: SubgraphContext): CatalogContext {
  const { manager } = base.database;
  const lineage = new LineageRepository(manager);
  const unknownEvents = new UnknownEventRepository(manager);
  return {
    ...base,
    entries: new LedgerEntryRepository(manager),
    projection: new ProjectionRepository(manager),
    impacts: new ImpactRepository(manager),
    insights: new InsightRepository(manager),
    searches: new SearchQueryRepository(manager),
    names: new KnownNamesRepository(manager),
    loaders: {
      nodesByName: createNodesByName(lineage, base.ports),
      nodeById: createNodeLoader(base.ports),
      lineageBy: createLineageLoaders(lineage),
      unknownEventsOf: new DataLoader((subgraphs: readonly string[]) => unknownEvents.ofLedgers(subgraphs)),
    },
  };
}

function createLineageLoaders(lineage: LineageRepository): CatalogContext['loaders']['lineageBy'] {
  const loaders = new Map<string, DataLoader<string, Lineage | null>>();
  return (args) => {
    const { direction, depth, first, after, kinds, stopAt, asOf, withoutColumns } = args;
    const key = JSON.stringify([direction, depth, first, after, kinds, stopAt, asOf, withoutColumns]);
    const known = loaders.get(key);
    if (known !== undefined) return known;
    const loader = new DataLoader((ids: readonly string[]) => readLineages(ids, args, lineage));
    loaders.set(key, loader);
    return loader;
  };
}
