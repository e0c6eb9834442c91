import type { ResolveReference, SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import { type CatalogContext, createContext } from './context.js';
import { ImpactResolver } from './impact/impact.resolver.js';
import { InsightResolver } from './insight/insight.resolver.js';
import { CatalogLedgerResolver } from './ledger/ledger.resolver.js';
import { LedgerEntry } from './ledger/ledger-entry.entity.js';
import { LedgerEntryResolver } from './ledger/ledger-entry.resolver.js';
import { DatasetColumnResolver } from './lineage/dataset-column.resolver.js';
import {
  DatasetVersionLineageResolver,
  EnvironmentVersionLineageResolver,
  LoggedModelLineageResolver,
  ModelVersionLineageResolver,
  RunLineageResolver,
} from './lineage/entity-lineage.resolver.js';
import { LineageResolver } from './lineage/lineage.resolver.js';
import { LineageNodeResolver } from './lineage/lineage-node.resolver.js';
import { LiveResolver } from './live/live.resolver.js';
import { CreateCatalog1764000000000 } from './migrations/1764000000000-create-catalog.js';
import { CreateRegistryFacts1764100000000 } from './migrations/1764100000000-create-registry-facts.js';
import { CreateSearch1764200000000 } from './migrations/1764200000000-create-search.js';
import { KeepWhereNodesWereRead1764500000000 } from './migrations/1764500000000-keep-where-nodes-were-read.js';
import { IndexModels1764600000000 } from './migrations/1764600000000-index-models.js';
import { CountInsight1795974092456 } from './migrations/1795974092456-count-insight.js';
import { KeepNotedRows1795974740001 } from './migrations/1795974740001-keep-noted-rows.js';
import { FollowOpenRuns1795975200000 } from './migrations/1795975200000-follow-open-runs.js';
import { NoteUnknownEvents1795979962000 } from './migrations/1795979962000-note-unknown-events.js';
import { KnowTheServer1795980213000 } from './migrations/1795980213000-know-the-server.js';
import { RememberIdempotencyKeys1795999395000 } from './migrations/1795999395000-remember-idempotency-keys.js';
import { KnowDisplayNames1796016780000 } from './migrations/1796016780000-know-display-names.js';
import { KeepNodeHistory1796045500000 } from './migrations/1796045500000-keep-node-history.js';
import { FindLedgerEntries1796046400000 } from './migrations/1796046400000-find-ledger-entries.js';
import { CountPromotions1796046600000 } from './migrations/1796046600000-count-promotions.js';
import { FindWhatHasVersions1796047200000 } from './migrations/1796047200000-find-what-has-versions.js';
import { CountReachChecks1796096700000 } from './migrations/1796096700000-count-reach-checks.js';
import { NodeResolver } from './node/node.resolver.js';
import { SEEN_ENTITIES } from './node/seen-entities.js';
import { LedgerHead } from './projection/ledger-head.entity.js';
import { projectionRevision } from './projection/projection.repository.js';
import { tables } from './projection/tables.js';
import { startProjector } from './projector/start-projector.js';
import { QuarantineDownstreamResolver } from './quarantine/quarantine.resolver.js';
import { RefStatusResolver } from './ref-status/ref-status.resolver.js';
import { SearchResolver } from './search/search.resolver.js';
import { DatasetStub } from './stubs/dataset.stub.js';
import { EnvironmentStub } from './stubs/environment.stub.js';
import { ExperimentStub } from './stubs/experiment.stub.js';
import { ModelStub } from './stubs/model.stub.js';
import { UnknownEvents } from './unknown-event/unknown-event.entity.js';

/** The owner answers whether there is such an entity; the catalog only adds to it. */
const byId: ResolveReference<CatalogContext> = ({ id }) => ({ id });

/** The read side: lineage and the merged ledger, projected from the ledgers of the other subgraphs. */
export const catalog: SubgraphDefinition<CatalogContext> = {
  name: 'catalog',
  resolvers: [
    NodeResolver,
    LineageResolver,
    LineageNodeResolver,
    DatasetColumnResolver,
    ModelVersionLineageResolver,
    DatasetVersionLineageResolver,
    EnvironmentVersionLineageResolver,
    RunLineageResolver,
    LoggedModelLineageResolver,
    CatalogLedgerResolver,
    LedgerEntryResolver,
    ImpactResolver,
    InsightResolver,
    QuarantineDownstreamResolver,
    SearchResolver,
    RefStatusResolver,
    LiveResolver,
  ],
  orphanedTypes: [ModelStub, DatasetStub, EnvironmentStub, ExperimentStub],
  references: { ModelVersion: byId, DatasetVersion: byId, EnvironmentVersion: byId, Run: byId, LoggedModel: byId },
  names: SEEN_ENTITIES,
  entities: [LedgerEntry, LedgerHead, UnknownEvents],
  migrations: [
    CreateCatalog1764000000000,
    CreateRegistryFacts1764100000000,
    CreateSearch1764200000000,
    KeepWhereNodesWereRead1764500000000,
    IndexModels1764600000000,
    CountInsight1795974092456,
    KeepNotedRows1795974740001,
    FollowOpenRuns1795975200000,
    NoteUnknownEvents1795979962000,
    KnowTheServer1795980213000,
    RememberIdempotencyKeys1795999395000,
    KnowDisplayNames1796016780000,
    KeepNodeHistory1796045500000,
    FindLedgerEntries1796046400000,
    CountPromotions1796046600000,
    FindWhatHasVersions1796047200000,
    CountReachChecks1796096700000,
  ],
  tables,
  createContext,
  revision: projectionRevision,
  start: startProjector,
};
