import { v7 as uuid } from 'uuid';
import { datasetVersionRegistered } from '#events/dataset-version.events.js';
import type { Caller } from '#platform/auth/caller.js';
import type { Transaction } from '#platform/database/database.js';
import { parseLarge } from '#platform/database/rows/row-shape.js';
import { readSealed } from '#platform/digest/digest.js';
import { loadWhole } from '#platform/loading/load-whole.js';
import { refuseDuplicates } from '#platform/validation/refuse-duplicates.js';
import { nameVersion } from '#platform/versions/name-version.js';
import { versionOrder } from '#platform/versions/version-order.js';
import { hideNames, hidingReasons } from '#values/hide-names.js';
import type { RegisterDatasetVersionInput } from '#values/register-dataset-version.input.js';
import { DatasetRepository } from '../dataset/dataset.repository.js';
import { sourceFacts } from './column-lineage.js';
import { datasetBump } from './dataset-bump.js';
import { datasetContent } from './dataset-content.js';
import { type DatasetContent, sealDataset } from './dataset-manifest.js';
import type { DatasetVersionContext } from './dataset-version.context.js';
import type { DatasetVersion } from './dataset-version.entity.js';
import type { RegisterDatasetVersionPayload } from './dataset-version.payloads.js';
import { DatasetVersionRepository } from './dataset-version.repository.js';

/**
 * Registers dataset versions, all of them or none, in one transaction: what they derive from is verified, then sealed
 * content gets its name. A later one may derive from an earlier one by the bare name of its dataset.
 * @param options.isDryRun do everything and take it back: the answer is what would have been registered
 */
export async function registerDatasetVersions(
  inputs: readonly RegisterDatasetVersionInput[],
  { database, caller, loaders }: DatasetVersionContext,
  { isDryRun = false }: { readonly isDryRun?: boolean } = {},
): Promise<RegisterDatasetVersionPayload[]> {
  refuseDuplicates(
    'datasetVersions',
    inputs.map((input) => input.dataset),
  );
  return database.transact(
    caller,
    async (transaction) => {
      const payloads: RegisterDatasetVersionPayload[] = [];
      const made = new Map<string, DatasetVersion>();
      for (const input of inputs) {
        const content = await datasetContent(
          input,
          async (ref) => made.get(ref) ?? loaders.versionByRef.load(ref),
          (row) => loadWhole(row, 'schema', loaders.wholeVersionById),
        );
        const payload = await storeVersion(input, content, caller, transaction);
        made.set(input.dataset, payload.datasetVersion);
        payloads.push(payload);
      }
      return payloads;
    },
    { dryRun: isDryRun },
  );
}

async function storeVersion(
  input: RegisterDatasetVersionInput,
  content: DatasetContent,
  { actor, rights }: Caller,
  { manager, record }: Transaction,
): Promise<RegisterDatasetVersionPayload> {
  const sealed = await sealDataset(content);
  const repository = new DatasetVersionRepository(manager);
  const candidate = { name: input.dataset, digest: sealed.digest, wanted: input.version };
  const datasets = new DatasetRepository(manager);
  const [dataset, current] = await datasets.lockReading(input.dataset, actor, () =>
    repository.currentVersions(candidate),
  );
  const { created, row, bump } = await hidingReasons(rights, () =>
    nameVersion<DatasetVersion>({
      name: dataset.name,
      sealed,
      wanted: input.version,
      current,
      bumpSince: async (older) => {
        await parseLarge(older, 'files', 'schema');
        return datasetBump(older, await repository.namesOf(older.derivedFromIds), content);
      },
      highestOf: (prefixes) => repository.highestOf(dataset.name, prefixes),
      insert: async ({ version, ref, bump }) => {
        const { derivedFrom, columnLineage, externalDigest, external, ...columns } = content;
        const row: DatasetVersion = {
          ...columns,
          id: uuid(),
          datasetId: dataset.id,
          name: dataset.name,
          version,
          versionOrder: versionOrder(version),
          ref,
          digest: sealed.digest,
          manifest: await readSealed(sealed),
          derivedFromIds: derivedFrom.map((source) => source.id),
          externalName: external?.name ?? null,
          externalDigest: externalDigest ?? null,
          source: input.source ?? null,
          description: input.description ?? null,
          createdAt: current.now,
          createdBy: actor,
        };
        await repository.insert(row);
        record(
          datasetVersionRegistered(ref, {
            id: row.id,
            datasetId: dataset.id,
            digest: row.digest,
            manifest: row.manifest,
            bump,
            source: row.source,
            description: row.description,
            lineage: {
              node: { kind: 'DATASET_VERSION', id: row.id, ref },
              upstream: sourceFacts(derivedFrom, columnLineage),
            },
          }),
        );
        return row;
      },
    }),
  );
  const { level, reasons } = bump;
  return {
    created,
    bump: { level, reasons: reasons.map((reason) => hideNames(reason, rights)) },
    datasetVersion: row,
  };
}
