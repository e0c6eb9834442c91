import { attempt } from '#integrations/importing/attempt.js';
import { isoOf, momentMisfit } from '#integrations/importing/fit-moment.js';
import { fitTags } from '#integrations/importing/fit-tags.js';
import { MOST, textMisfit } from '#integrations/importing/fit-text.js';
import { write } from '#integrations/importing/write.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { MlflowLoggedModel } from '../source/mlflow-entities.js';
import type { LoggedModelsHere } from './find-logged-model-by-id.js';
import { findLoggedModels } from './find-logged-models.js';
import type { FindRun } from './find-run-by-id.js';
import { externalIdOf } from './find-runs.js';
import { ARCHIVE_LOGGED_MODEL, finishLoggedModel } from './finish-logged-model.js';
import { followLoggedModel } from './follow-logged-model.js';
import type { ImportContext } from './import-context.js';
import type { ExperimentNames } from './import-experiments.js';
import { logParameters } from './log-parameters.js';
import { logLoggedModelPoints } from './logged-model-points.js';
import { parameterGroups } from './run-input.js';
import { DELETED } from './was-archived-by-import.js';

const CREATE = `mutation ($input: CreateLoggedModelInput!) { createLoggedModel(input: $input) { created loggedModel { id } } }`;

/**
 * Takes over every logged model with its parameters, tags, points and files; those that are here are brought up to date.
 * @param loggedModels receives each that is here
 */
export async function importLoggedModels(
  names: ExperimentNames,
  { findRun, loggedModels }: { readonly findRun: FindRun; readonly loggedModels: Pick<LoggedModelsHere, 'add'> },
  context: ImportContext,
): Promise<void> {
  const { tally } = context;
  for await (const [model, here] of findLoggedModels(names, context)) {
    await attempt(context, { kind: 'loggedModel', path: model.place }, async () => {
      if (here === null) {
        const experiment = names.get(model.experimentId) as string;
        await importLoggedModel(model, { experiment, findRun, loggedModels }, context);
        tally.count('loggedModels', 'imported');
      } else {
        loggedModels.add(model.id, here.id);
        await followLoggedModel(model, here, findRun, context);
        tally.count('loggedModels', 'alreadyThere');
      }
    });
  }
}

interface LoggedModelDestination {
  /** The experiment's name here. */
  readonly experiment: string;
  readonly findRun: FindRun;
  readonly loggedModels: Pick<LoggedModelsHere, 'add'>;
}

async function importLoggedModel(
  model: MlflowLoggedModel,
  { experiment, findRun, loggedModels }: LoggedModelDestination,
  context: ImportContext,
): Promise<void> {
  const { tally } = context;
  const { place, createdAt } = model;
  const [parameters, ...others] = parameterGroups(model, context);
  const ofTime = createdAt === null ? null : momentMisfit(createdAt, context.now);
  if (ofTime !== null) tally.remark(place, `the moment at which it was made ${ofTime}, and is left out`);
  const input = {
    experiment,
    run: await findRun(model.runId, place),
    name: nameOf(model, context),
    modelType: fitting(model.modelType, MOST.name, `${place}/model_type`, context),
    parameters,
    tags: fitTags(model.tags, place, tally.problem),
    externalId: externalIdOf(model.id),
    artifactLocation: fitting(
      model.artifactUri && withoutCredentials(model.artifactUri),
      2_000,
      `${place}/artifact_location`,
      context,
    ),
    createdElsewhereAt: ofTime === null ? isoOf(createdAt) : undefined,
  };
  const { createLoggedModel: made } = await write<{ createLoggedModel: { loggedModel: { id: string } } }>(
    context,
    CREATE,
    { input },
  );
  const { id } = made.loggedModel;
  loggedModels.add(model.id, id);
  await logParameters(id, others, { afterEnd: false }, context);
  await logLoggedModelPoints(model, model.metrics, { id, metrics: [] }, findRun, context);
  await finishLoggedModel(model, id, context);
  if (model.deleted) await write(context, ARCHIVE_LOGGED_MODEL, { loggedModel: id, reason: DELETED });
}

function nameOf({ name, id, place }: MlflowLoggedModel, { tally }: ImportContext): string {
  const misfit = name === '' ? 'is empty' : textMisfit(name, MOST.name);
  if (misfit !== null) tally.remark(place, `its name ${misfit}: it is called by its id`);
  return misfit === null ? name : id;
}

function fitting(text: string | null, most: number, place: string, { tally }: ImportContext): string | null {
  const misfit = textMisfit(text ?? '', most);
  if (misfit !== null) tally.skip({ kind: 'tag', path: place, reason: misfit });
  return misfit === null ? text || null : null;
}
