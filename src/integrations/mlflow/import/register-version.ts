import { ApiError } from '#integrations/client/api-error.js';
import { contentDigests } from '#integrations/importing/content-digests.js';
import { isoOf, momentMisfit } from '#integrations/importing/fit-moment.js';
import { fitTags } from '#integrations/importing/fit-tags.js';
import { MOST, textMisfit } from '#integrations/importing/fit-text.js';
import { write } from '#integrations/importing/write.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { MlflowModelVersion } from '../source/mlflow-entities.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import { codePinOf } from './code-pin.js';
import { isOpen } from './find-runs.js';
import type { ImportContext } from './import-context.js';
import { fittingDescription } from './model-here.js';
import type { VersionsToImport } from './registry-destination.js';
import { datasetUsesOf } from './run-datasets.js';
import { type RunOfVersion, runOfVersion } from './run-of-version.js';
import { versionContentOf } from './version-content.js';
import { wantedVersions } from './version-number.js';

const REGISTER = `mutation ($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) { created modelVersion { version externalVersion } }
}`;

interface Registered {
  readonly registerModelVersion: {
    readonly created: boolean;
    readonly modelVersion: { readonly version: string; readonly externalVersion: string | null };
  };
}

/** Registers a version under MLflow's number, with the run, code, datasets, environment and files there are. Throws `ApiError`. */
export async function registerVersion(
  version: MlflowModelVersion,
  to: VersionsToImport,
  context: ImportContext,
): Promise<{ readonly created: boolean; readonly version: string }> {
  const { tally } = context;
  const found = await runOfVersion(version.runId, to.names, context);
  const { run } = found;
  const input = {
    model: to.here.name,
    externalVersion: String(version.number),
    code: run && codePinOf(run),
    datasets: run === null ? [] : await datasetPinsOf(run, to, context),
    ...(await versionContentOf(version, found, to, context)),
    run: runPinOf(version, found, context),
    loggedModel: await loggedModelPinOf(version, run, to, context),
    description: fittingDescription(version.description, version.place, context),
    tags: tagsOf(version, context),
    ...madeElsewhere(version, context),
  };
  const wanted = wantedVersions(version);
  const recordVersionSource = (named: string) =>
    context.sources.add({
      ...{ of: { modelVersion: `${to.here.name}@${named}` }, tool: 'mlflow' },
      location: withoutCredentials(context.source.place),
      ...{
        externalId: version.place,
        name: to.here.name.slice(to.here.name.lastIndexOf('/') + 1),
        number: input.externalVersion,
        ...input.code,
      },
      ...contentDigests(input.artifacts),
      createdElsewhereAt: input.createdElsewhereAt,
    });
  for (const number of [...wanted, null]) {
    try {
      const { registerModelVersion: done } = await write<Registered>(context, REGISTER, {
        input: { ...input, version: number },
      });
      const { version: named, externalVersion } = done.modelVersion;
      if (externalVersion !== input.externalVersion) {
        tally.remark(version.place, `has the content of ${to.here.name}@${named}, which stands for it`);
      } else if (wanted[0] !== named) {
        tally.remark(version.place, `is ${named}, because ${wanted[0]} is taken or too low`);
      }
      await recordVersionSource(named);
      return { created: done.created, version: named };
    } catch (error) {
      // Of the same content, or another number is free.
      if (!(error instanceof ApiError)) throw error;
      const existing = error.details['sameContent'] ? error.details['existingVersion'] : null;
      if (typeof existing === 'string') {
        tally.remark(version.place, `has the content of ${to.here.name}@${existing}, which stands for it`);
        await recordVersionSource(existing);
        return { created: false, version: existing };
      }
      if (number === null || !NUMBER_REFUSED.has(error.code)) throw error;
    }
  }
  throw new Error('the last number is null, which returns or throws');
}

const NUMBER_REFUSED: ReadonlySet<string> = new Set(['VERSION_TOO_LOW', 'CONFLICT']);

/** The dataset versions that its run read, each once in each role. */
async function datasetPinsOf(
  run: MlflowRun,
  { names, here, registerDataset }: VersionsToImport,
  context: ImportContext,
): Promise<object[]> {
  const uses = await datasetUsesOf(run, names.get(run.experimentId) ?? here.name, registerDataset, context);
  return [...new Map(uses.map(({ role, ref }) => [`${role} ${ref}`, { role, ref }])).values()];
}

/** The logged model that it was registered from; one that is not here is reported. */
async function loggedModelPinOf(
  { modelId, place }: MlflowModelVersion,
  run: MlflowRun | null,
  { findLoggedModel }: VersionsToImport,
  { tally }: ImportContext,
): Promise<string | null> {
  const id = modelId === null ? null : await findLoggedModel(modelId, run?.experimentId ?? null);
  if (modelId !== null && id === null) tally.remark(place, `names the logged model ${modelId}, which was not imported`);
  return id;
}

/** The run here, where it is sealed: nothing sealed can rest on one that still takes metrics. */
export function runPinOf(
  version: MlflowModelVersion,
  { run, here }: RunOfVersion,
  context: ImportContext,
): string | null {
  if (version.runId === null) return null;
  if (here && !isOpen(here.status)) return here.id;
  const why = run === null ? 'is not in the store' : here ? 'has not ended' : 'was not imported';
  context.tally.remark(version.place, `has no run: ${version.runId} ${why}`);
  return null;
}

/** When and by whom it was registered in MLflow; what does not fit is reported. */
function madeElsewhere({ createdAt, userId, place }: MlflowModelVersion, { tally, now }: ImportContext) {
  const ofTime = createdAt === null ? null : momentMisfit(createdAt, now);
  if (ofTime !== null) tally.remark(place, `the moment at which it was registered ${ofTime}, and is left out`);
  const ofUser = userId === null ? null : textMisfit(userId, MOST.name);
  if (ofUser !== null) tally.remark(place, `who registered it ${ofUser}, and is left out`);
  return {
    createdElsewhereAt: ofTime === null ? isoOf(createdAt) : undefined,
    createdElsewhereBy: ofUser === null ? (userId ?? undefined) : undefined,
  };
}

/** The version's tags, and what else MLflow knows that has no field here. */
export function tagsOf(version: MlflowModelVersion, context: ImportContext): Record<string, string> {
  const { userId, stage } = version;
  const created = madeElsewhere(version, context).createdElsewhereAt;
  const beside = [
    ...(created ? [['mlflow.created_at', created] as const] : []),
    ...(userId ? [['mlflow.user_id', userId] as const] : []),
    ...(stage ? [['mlflow.stage', stage] as const] : []),
  ];
  return fitTags([...beside, ...version.tags], version.place, context.tally.problem);
}
