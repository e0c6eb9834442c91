import { v7 as uuid } from 'uuid';
import { refuseDuplicates } from '../../../src/platform/validation/refuse-duplicates.js';
import { nameVersion } from '../../../src/platform/versions/name-version.js';
import { versionOrder } from '../../../src/platform/versions/version-order.js';
import { storedArtifacts } from '../../_values/artifact.js';
import { storedCode } from '../../_values/code-version.js';
import type { ModelsContext } from '../context.js';
import { ModelRepository } from '../model/model.repository.js';
import { modelBump } from './model-bump.js';
import { modelLineage } from './model-lineage.js';
import { type ModelContent, sealModel } from './model-manifest.js';
import type { ModelVersion } from './model-version.entity.js';
import type { RegisterModelVersionInput, RegisterModelVersionPayload } from './model-version.inputs.js';
import { ModelVersionRepository } from './model-version.repository.js';
import { type PinnedParts, pinParts } from './pin-parts.js';
import { missingParts } from './reproducibility.js';

/**
 * Registers a model version. Every pin is verified with its owner first; then, in one transaction under the model's
 * lock, the version gets its number and its one row.
 */
export async function registerModelVersion(
  input: RegisterModelVersionInput,
  context: ModelsContext,
): Promise<RegisterModelVersionPayload> {
  const { database, caller } = context;
  const artifacts = storedArtifacts(input.artifacts);
  const parts = await pinParts(input, context);
  refuseDuplicatePins(parts);
  const content: ModelContent = { ...contentOf(input, parts), artifacts };
  const sealed = sealModel(content);

  const { created, row, bump } = await database.transact(caller, async ({ manager, record, clock }) => {
    const model = await new ModelRepository(manager).lockByName(input.model, caller.actor);
    const repository = new ModelVersionRepository(manager);
    return nameVersion<ModelVersion>({
      name: model.name,
      sealed,
      wanted: input.version,
      versions: repository.versionsOf(model.id),
      bumpSince: (highest) => modelBump(highest, content),
      insert: async ({ version, ref, bump }) => {
        const row: ModelVersion = {
          ...content,
          id: uuid(),
          modelId: model.id,
          name: model.name,
          version,
          versionOrder: versionOrder(version),
          ref,
          externalVersion: input.externalVersion ?? null,
          digest: sealed.digest,
          manifest: JSON.parse(sealed.manifest),
          missing: missingParts(content.code, parts),
          bump,
          description: input.description ?? null,
          tags: input.tags ?? {},
          createdAt: await clock(),
          createdBy: caller.actor,
        };
        await repository.insert(row);
        record({
          type: 'ModelVersionRegistered',
          subject: ref,
          payload: {
            id: row.id,
            digest: row.digest,
            manifest: row.manifest,
            bump,
            externalVersion: row.externalVersion,
            description: row.description,
            tags: row.tags,
            missing: row.missing,
            lineage: modelLineage(row),
          },
        });
        return row;
      },
    });
  });
  return { created, bump, modelVersion: row };
}

/** What the refs select, not how they are spelled: `@latest` and `@1.0.0` may be one version. */
function refuseDuplicatePins({ datasets, parents }: PinnedParts): void {
  refuseDuplicates(
    'datasets',
    datasets.map((pin) => `${pin.role} ${pin.ref}`),
  );
  refuseDuplicates(
    'parents',
    parents.map((pin) => pin.ref),
  );
}

function contentOf(input: RegisterModelVersionInput, parts: PinnedParts): Omit<ModelContent, 'artifacts'> {
  const { environment } = parts;
  return {
    architecture: input.architecture ?? null,
    code: input.code == null ? null : storedCode(input.code),
    config: input.config ?? null,
    datasetPins: parts.datasets.map(({ role, id, ref, digest }) => ({ role, id, ref, digest })),
    environmentPin: environment && {
      id: environment.id,
      ref: environment.ref,
      digest: environment.digest,
      image: environment.image,
    },
    runPin: parts.run,
    parentPins: parts.parents,
  };
}
