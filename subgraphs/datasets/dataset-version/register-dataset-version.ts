import { v7 as uuid } from 'uuid';
import { refuseMissing } from '../../../src/platform/errors/refuse-missing.js';
import { refuseDuplicates } from '../../../src/platform/validation/refuse-duplicates.js';
import { nameVersion } from '../../../src/platform/versions/name-version.js';
import { versionOrder } from '../../../src/platform/versions/version-order.js';
import { storedArtifacts } from '../../_values/artifact.js';
import type { RegisterDatasetVersionInput } from '../../_values/register-dataset-version.input.js';
import type { DatasetsContext } from '../context.js';
import { DatasetRepository } from '../dataset/dataset.repository.js';
import { datasetBump } from './dataset-bump.js';
import { type DatasetContent, sealDataset } from './dataset-manifest.js';
import type { DatasetVersion } from './dataset-version.entity.js';
import type { RegisterDatasetVersionPayload } from './dataset-version.payload.js';
import { DatasetVersionRepository } from './dataset-version.repository.js';

/** Registers a dataset version: what it derives from is verified, then sealed content gets its name, in one transaction. */
export async function registerDatasetVersion(
  input: RegisterDatasetVersionInput,
  context: DatasetsContext,
): Promise<RegisterDatasetVersionPayload> {
  const { database, caller } = context;
  const content = await contentOf(input, context);
  const sealed = sealDataset(content);

  const { created, row, bump } = await database.transact(caller, async ({ manager, record, clock }) => {
    const dataset = await new DatasetRepository(manager).lockByName(input.dataset, caller.actor);
    const repository = new DatasetVersionRepository(manager);
    return nameVersion<DatasetVersion>({
      name: dataset.name,
      sealed,
      wanted: input.version,
      versions: repository.versionsOf(dataset.id),
      bumpSince: async (highest) => datasetBump(highest, await repository.namesOf(highest.derivedFromIds), content),
      insert: async ({ version, ref, bump }) => {
        const { derivedFrom, ...columns } = content;
        const row: DatasetVersion = {
          ...columns,
          id: uuid(),
          datasetId: dataset.id,
          name: dataset.name,
          version,
          versionOrder: versionOrder(version),
          ref,
          digest: sealed.digest,
          manifest: JSON.parse(sealed.manifest),
          derivedFromIds: derivedFrom.map((source) => source.id),
          source: input.source ?? null,
          description: input.description ?? null,
          createdAt: await clock(),
          createdBy: caller.actor,
        };
        await repository.insert(row);
        record({
          type: 'DatasetVersionRegistered',
          subject: ref,
          payload: {
            id: row.id,
            digest: row.digest,
            manifest: row.manifest,
            bump,
            source: row.source,
            description: row.description,
            lineage: {
              node: { kind: 'DATASET_VERSION', id: row.id, ref },
              upstream: derivedFrom.map((source) => ({
                kind: 'DATASET_VERSION',
                id: source.id,
                ref: source.ref,
                relation: 'DERIVED_FROM',
              })),
            },
          },
        });
        return row;
      },
    });
  });
  return { created, bump, datasetVersion: row };
}

async function contentOf(input: RegisterDatasetVersionInput, { loaders }: DatasetsContext): Promise<DatasetContent> {
  refuseDuplicates(
    'files',
    input.files.map((file) => file.path),
  );
  refuseDuplicates(
    'schema',
    input.schema.map((column) => column.name),
  );
  refuseDuplicates(
    'splits',
    input.splits.map((split) => split.name),
  );
  const files = storedArtifacts(input.files).sort((a, b) => (a.path < b.path ? -1 : 1));
  const derivedFrom = refuseMissing(
    'DatasetVersion',
    input.derivedFrom,
    await Promise.all(input.derivedFrom.map((ref) => loaders.versionByRef.load(ref))),
  );
  // What the refs select, not how they are spelled: `@latest` and `@1.0.0` may be one version.
  refuseDuplicates(
    'derivedFrom',
    derivedFrom.map((version) => version.ref),
  );
  const { rows = null, license = null, statistics = null, schema, splits } = input;
  return { files, schema, rows, license, statistics, splits, derivedFrom };
}
