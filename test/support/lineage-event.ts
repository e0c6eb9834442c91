import { datasetVersionRegistered } from '#events/dataset-version.events.js';
import { deploymentRecorded } from '#events/deployment.events.js';
import { environmentVersionRegistered } from '#events/environment-version.events.js';
import { modelVersionRegistered } from '#events/model-version.events.js';
import { runStarted } from '#events/run.events.js';
import type { LineageFact, NewLedgerEvent } from '#platform/database/new-ledger-event.js';
import { INITIAL_BUMP } from '#platform/versions/derive-version.js';

/** The event that adds such a node to the lineage, as its subgraph writes it; all else about the node is plain. */
export function lineageEvent(lineage: LineageFact): NewLedgerEvent {
  const { kind, id, ref } = lineage.node;
  const version = { id, digest: `sha256:${'0'.repeat(64)}`, manifest: {}, bump: INITIAL_BUMP, description: null };
  const at = new Date('2026-01-01T00:00:00Z');
  switch (kind) {
    case 'DATASET_VERSION':
      return datasetVersionRegistered(ref, { ...version, datasetId: id, source: null, lineage });
    case 'ENVIRONMENT_VERSION':
      return environmentVersionRegistered(ref, { ...version, lineage });
    case 'RUN':
      return runStarted(ref, {
        id,
        experiment: ref.split('@')[0]!,
        experimentId: id,
        name: ref,
        externalId: null,
        code: null,
        tags: {},
        parameters: {},
        user: null,
        startedAt: at,
        lineage,
      });
    case 'MODEL_VERSION':
      return modelVersionRegistered(ref, {
        ...version,
        modelId: id,
        externalVersion: null,
        tags: {},
        missing: [],
        build: null,
        createdElsewhereAt: null,
        createdElsewhereBy: null,
        lineage,
      });
    case 'DEPLOYMENT':
      return deploymentRecorded(ref, {
        id,
        target: ref,
        model: ref,
        modelVersionId: lineage.upstream[0]?.id ?? id,
        environment: null,
        startedAt: at,
        supersedes: [],
        lineage,
      });
    default:
      throw new Error(`no event adds a node of the kind ${kind}`);
  }
}
