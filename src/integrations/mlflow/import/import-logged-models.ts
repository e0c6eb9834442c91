import { withoutCredentials } from '#integrations/reading/without-credentials.js';
import type { MlflowLoggedModel } from '../source/mlflow-entities.js';
import { findLoggedModels } from './find-logged-models.js';
import type { FindRun } from './find-run-by-id.js';
import { externalIdOf } from './find-runs.js';
import { ARCHIVE_LOGGED_MODEL, finishLoggedModel } from './finish-logged-model.js';
import { isoOf, momentMisfit } from './fit-moment.js';
import { fitTags } from './fit-tags.js';
import { MOST, textMisfit } from './fit-text.js';
import { followLoggedModel } from './follow-logged-model.js';
import { attempt, type ImportContext, write } from './import-context.js';
import type { ExperimentNames } from './import-experiments.js';
import { logLoggedModelPoints } from './logged-model-points.js';
import { parameterGroups } from './run-input.js';
import { DELETED } from './was-archived-by-import.js';

const CREATE = `mutation ($input: CreateLoggedModelInput!) { createLoggedModel(input: $input) { created loggedModel { id } } }`;
const LOG_PARAMETERS = `mutation ($input: LogLoggedModelParametersInput!) { logLoggedModelParameters(input: $input) { accepted } }`;
/** Takes over every logged model with its parameters, tags, points and files; those that are here are brought up to date. */
export async function importLoggedModels(
  names: ExperimentNames,
  findRun: FindRun,
  context: ImportContext,
): Promise<void> {
  const { tally } = context;
  for await (const [model, here] of findLoggedModels(names, context)) {
    await attempt(context, { kind: 'loggedModel', path: model.place }, async () => {
      if (here === null) {
        await importLoggedModel(model, names.get(model.experimentId) as string, findRun, context);
        tally.count('loggedModels', 'imported');
      } else {
        await followLoggedModel(model, here, findRun, context);
        tally.count('loggedModels', 'alreadyThere');
      }
    });
  }
}

async function importLoggedModel(
  model: MlflowLoggedModel,
  experiment: string,
  findRun: FindRun,
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
  for (const group of others)
    await write(context, LOG_PARAMETERS, { input: { loggedModel: id, parameters: group, afterEnd: false } });
  await logLoggedModelPoints(model, model.metrics, id, findRun, context);
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
