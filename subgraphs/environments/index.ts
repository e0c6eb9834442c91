import { referenceBy } from '#platform/federation/reference.js';
import type { SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import { LedgerResolver } from '#platform/ledger/ledger.resolver.js';
import { createContext, type EnvironmentsContext } from './context.js';
import { Environment } from './environment/environment.entity.js';
import { EnvironmentResolver } from './environment/environment.resolver.js';
import { EnvironmentViewerResolver } from './environment/environment-viewer.resolver.js';
import { EnvironmentVersion } from './environment-version/environment-version.entity.js';
import { EnvironmentVersionResolver } from './environment-version/environment-version.resolver.js';
import { EnvironmentVersionContentResolver } from './environment-version/environment-version-content.resolver.js';
import { EnvironmentVersionViewerResolver } from './environment-version/environment-version-viewer.resolver.js';
import { VersionsOfEnvironmentResolver } from './environment-version/versions-of-environment.resolver.js';
import { CreateEnvironments1764000000000 } from './migrations/1764000000000-create-environments.js';
import { AppendToLedger1764600000000 } from './migrations/1764600000000-append-to-ledger.js';
import { NoteRowsInLedger1795974740000 } from './migrations/1795974740000-note-rows-in-ledger.js';
import { RememberIdempotencyKeys1795999395000 } from './migrations/1795999395000-remember-idempotency-keys.js';
import { reporting } from './reporting.js';
import { tables } from './tables.js';

/** Environments: images, runtimes and packages, sealed by version. */
export const environments: SubgraphDefinition<EnvironmentsContext> = {
  name: 'environments',
  resolvers: [
    EnvironmentResolver,
    VersionsOfEnvironmentResolver,
    EnvironmentVersionResolver,
    EnvironmentVersionContentResolver,
    EnvironmentViewerResolver,
    EnvironmentVersionViewerResolver,
    LedgerResolver,
  ],
  references: {
    Environment: referenceBy(({ loaders }) => ({ id: loaders.environmentById, name: loaders.environmentByName })),
    EnvironmentVersion: referenceBy(({ loaders }) => ({ id: loaders.versionById, ref: loaders.versionByRef })),
  },
  entities: [Environment, EnvironmentVersion],
  migrations: [
    CreateEnvironments1764000000000,
    AppendToLedger1764600000000,
    NoteRowsInLedger1795974740000,
    RememberIdempotencyKeys1795999395000,
  ],
  tables,
  reporting,
  pinnable: { EnvironmentVersion: 'SELECT id, ref, digest FROM environments.environment_version' },
  createContext,
};
