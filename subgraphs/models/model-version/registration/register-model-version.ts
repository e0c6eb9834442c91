import { v7 as uuid } from 'uuid';
import { modelVersionRegistered, partsNamed } from '#events/model-version.events.js';
import { parseLarge } from '#platform/database/rows/row-shape.js';
import { readSealed } from '#platform/digest/digest.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { refuseDuplicates } from '#platform/validation/refuse-duplicates.js';
import { nameVersion } from '#platform/versions/name-version.js';
import { versionOrder } from '#platform/versions/version-order.js';
import { ModelRepository } from '#subgraphs/models/model/model.repository.js';
import { UnfinishedRegistrationRepository } from '#subgraphs/models/unfinished-registration/unfinished-registration.repository.js';
import { storedArtifacts } from '#values/artifact.js';
import { storedCode } from '#values/code-version.js';
import { hideNames, hidingReasons } from '#values/hide-names.js';
import { modelBump } from '../content/model-bump.js';
import { modelLineage } from '../content/model-lineage.js';
import type { ModelContent } from '../content/model-manifest.js';
import type { ModelVersionContext } from '../model-version.context.js';
import type { ModelVersion } from '../model-version.entity.js';
import { ModelVersionRepository } from '../model-version.repository.js';
import { type MissingPart, missingParts } from '../reproducibility/missing-parts.js';
import { reproducibilityOf, verdictOf } from '../reproducibility/reproducibility.js';
import { seenVersion } from '../seen-version.js';
import { storedBuild } from './build.js';
import type { ModelVersionPreview } from './model-version-preview.type.js';
import { bumpOfNumber, chooseForm, sealForms } from './numbered-content.js';
import { pinParts } from './pin-parts.js';
import type { PinnedParts } from './pins.js';
import type { RegisterModelVersionInput } from './register-model-version.inputs.js';
import type { RegisterModelVersionPayload } from './register-model-version.payload.js';
import { type RegisteredParts, registerParts } from './register-parts.js';
import { contentOfParts, registerPartsOnce } from './register-parts-once.js';

/**
 * Registers a model version. Every pin is verified with its owner first; then, in one transaction under the model's
 * lock, the version gets its number and its one row. Parts that come with it are written before it (objects first,
 * name last), after a dry run of parts and version together. Of many that bring the same parts at once, one writes them
 * for all.
 */
export async function registerModelVersion(
  input: RegisterModelVersionInput,
  context: ModelVersionContext,
): Promise<RegisterModelVersionPayload> {
  const made = await registerPartsOnce(input, context, async () => (await dryRunWithParts(input, context)).made);
  return storeVersion(input, { made, dryRun: false }, context);
}

/** What `registerModelVersion` would answer to the same input; nothing is written. */
export async function previewModelVersion(
  input: RegisterModelVersionInput,
  context: ModelVersionContext,
): Promise<ModelVersionPreview> {
  const { created, bump, modelVersion } = (await dryRunWithParts(input, context)).answer;
  const { verdict, missing } = reproducibilityOf(modelVersion);
  const { version, ref, digest } = modelVersion;
  return { created, bump, version, ref, digest, verdict, missing };
}

async function dryRunWithParts(input: RegisterModelVersionInput, context: ModelVersionContext) {
  const made = await registerParts(input, true, context);
  return { made, answer: await storeVersion(input, { made, dryRun: true }, context) };
}

async function storeVersion(
  input: RegisterModelVersionInput,
  { made, dryRun }: { readonly made: RegisteredParts; readonly dryRun: boolean },
  context: ModelVersionContext,
): Promise<RegisterModelVersionPayload> {
  const { database, caller } = context;
  const artifacts = storedArtifacts(input.artifacts);
  const parts = await pinParts(input, made, context);
  refuseDuplicatePins(parts);
  refuseUncommitted(input);
  refuseGivenWithoutOrigin(input);
  const content: ModelContent = { ...contentOf(input, parts), artifacts };
  const forms = await sealForms(content, input.externalVersion ?? null);

  const { created, row, bump } = await database.transact(
    caller,
    async ({ manager, record, atEnd }) => {
      const repository = new ModelVersionRepository(manager);
      const candidate = { name: input.model, digest: forms.plain.digest, wanted: input.version };
      const models = new ModelRepository(manager);
      const { externalVersion } = forms;
      const [model, [current, holder]] = await models.lockReading(input.model, caller.actor, () =>
        Promise.all([
          repository.currentVersions(candidate),
          externalVersion === null ? null : repository.withExternalVersion(input.model, externalVersion),
        ]),
      );
      const { sealed, sameContent } = chooseForm(forms, { plain: current.sameContent, holder });
      const named = await hidingReasons(caller.rights, () =>
        nameVersion<ModelVersion>({
          name: model.name,
          sealed,
          wanted: input.version,
          isGiven: input.versionGivenElsewhere,
          current: { ...current, sameContent },
          bumpSince: async (older) => {
            await parseLarge(older, 'config', 'artifacts');
            const bump = await modelBump(older, content);
            return sealed === forms.numbered ? bumpOfNumber(bump) : bump;
          },
          highestOf: (prefixes) => repository.highestOf(model.name, prefixes),
          insert: async ({ version, ref, bump }) => {
            const missing = missingParts(content.code, parts, input.uncommitted);
            const row: ModelVersion = {
              ...content,
              id: uuid(),
              modelId: model.id,
              name: model.name,
              version,
              versionOrder: versionOrder(version),
              ref,
              externalVersion,
              digest: sealed.digest,
              manifest: await readSealed(sealed),
              missing,
              bump,
              description: input.description ?? null,
              tags: tagsOf(input, missing),
              build: input.build == null ? null : storedBuild(input.build),
              createdElsewhereAt: input.createdElsewhereAt ?? null,
              createdElsewhereBy: input.createdElsewhereBy ?? null,
              createdAt: current.now,
              createdBy: caller.actor,
            };
            atEnd(await repository.insertion(row));
            record(
              modelVersionRegistered(ref, {
                id: row.id,
                modelId: model.id,
                digest: row.digest,
                manifest: row.manifest,
                bump,
                externalVersion: row.externalVersion,
                description: row.description,
                tags: row.tags,
                missing: row.missing,
                build: row.build,
                createdElsewhereAt: row.createdElsewhereAt,
                createdElsewhereBy: row.createdElsewhereBy,
                lineage: modelLineage(row),
              }),
            );
            return row;
          },
        }),
      );
      if (input.parts != null && !dryRun) {
        const { id, ref } = named.row;
        const ended = await new UnfinishedRegistrationRepository(manager).end(contentOfParts(input), id);
        if (ended) record(partsNamed(ref, { modelVersionId: id }));
      }
      return named;
    },
    { dryRun },
  );
  const { rights } = caller;
  const { level, reasons } = bump;
  return {
    created,
    bump: { level, reasons: reasons.map((reason) => hideNames(reason, rights)) },
    modelVersion: seenVersion(row, rights),
  };
}

/** The tags as they are given, and the one that reports the verdict, where a key is given for it. */
function tagsOf(
  { tags, verdictTag }: RegisterModelVersionInput,
  missing: readonly MissingPart[],
): ModelVersion['tags'] {
  const given = tags ?? {};
  // Not by assignment: a tag may be called `__proto__`.
  return verdictTag == null ? given : Object.fromEntries([...Object.entries(given), [verdictTag, verdictOf(missing)]]);
}

/** Files that a commit does not contain make the tree dirty, and so another version. */
function refuseUncommitted({ code, uncommitted }: RegisterModelVersionInput): void {
  if (uncommitted.length === 0 || code?.dirty === true) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    'Expected code with dirty: true where uncommitted names files, but the code is not dirty: leave uncommitted out, or say that it is. Nothing was written.',
  );
}

/** A number that was given elsewhere is a fact of the past, and has a moment there. */
function refuseGivenWithoutOrigin({
  versionGivenElsewhere,
  version,
  createdElsewhereAt,
}: RegisterModelVersionInput): void {
  if (!versionGivenElsewhere || (version != null && createdElsewhereAt != null)) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    'Expected version and createdElsewhereAt with versionGivenElsewhere: name the version that was given and when, or leave it out. Nothing was written.',
  );
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
    datasetPins: parts.datasets.map(({ files: _, externalDigest: __, ...pin }) => pin),
    environmentPin: environment && {
      id: environment.id,
      ref: environment.ref,
      digest: environment.digest,
      image: environment.image,
    },
    runPin: parts.run,
    loggedModelPin: parts.loggedModel,
    parentPins: parts.parents,
  };
}
