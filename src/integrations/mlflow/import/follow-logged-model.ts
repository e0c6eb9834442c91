import { fitTags } from '#integrations/importing/fit-tags.js';
import { write } from '#integrations/importing/write.js';
import type { MlflowLoggedModel } from '../source/mlflow-entities.js';
import type { Tags } from './changed-tags.js';
import type { LoggedModelHere } from './find-logged-models.js';
import type { FindRun } from './find-run-by-id.js';
import { ARCHIVE_LOGGED_MODEL, finishLoggedModel } from './finish-logged-model.js';
import { remarkOtherParameters } from './follow-after-end.js';
import { followTags } from './follow-tags.js';
import { FOLLOWED, type ImportContext } from './import-context.js';
import { logParameters } from './log-parameters.js';
import { logLoggedModelPoints, pointsWithMore } from './logged-model-points.js';
import { parameterGroups } from './run-input.js';
import { DELETED, wasArchivedByImport } from './was-archived-by-import.js';

const RESTORE = `mutation ($input: RestoreLoggedModelInput!) { restoreLoggedModel(input: $input) { loggedModel { id } } }`;
const SET_TAGS = `mutation ($input: SetLoggedModelTagsInput!) { setLoggedModelTags(input: $input) { loggedModel { id } } }`;
const TAGS_AS_MADE = 'query ($id: ID!, $asOf: DateTime!) { loggedModel(id: $id) { tags(asOf: $asOf) } }';

/** Brings a logged model that is here up to date: how far it is, what was logged since, its tags, deleted or not. */
export async function followLoggedModel(
  model: MlflowLoggedModel,
  here: LoggedModelHere,
  findRun: FindRun,
  context: ImportContext,
): Promise<void> {
  const { tally } = context;
  const { place } = model;
  const { id } = here;
  const fresh = [...model.parameters].filter(([key]) => !Object.hasOwn(here.parameters, key));
  const groups = parameterGroups({ ...model, parameters: new Map(fresh) }, context);
  const logged = await logParameters(id, groups, { afterEnd: true }, context);
  if (logged.length > 0) tally.change(place, `parameters: ${logged.join(', ')}`);
  remarkOtherParameters(model, here, context);
  const points = pointsWithMore(model, here, context);
  if (points.length > 0) {
    await logLoggedModelPoints(model, points, here, findRun, context);
    tally.change(place, `metrics: ${[...new Set(points.map(({ key }) => key))].sort().join(', ')}`);
  }
  if (here.status !== model.status && here.status !== 'READY' && model.status !== 'PENDING') {
    await finishLoggedModel(model, id, context);
    tally.change(place, `is ${model.status} in MLflow: ${model.status === 'READY' ? 'sealed' : 'noted'}`);
  } else if (here.status !== model.status) {
    tally.remark(place, `is ${model.status} in MLflow and ${here.status} here, where it stays so`);
  }
  if (model.deleted && here.archivedAt === null) {
    await write(context, ARCHIVE_LOGGED_MODEL, { loggedModel: id, reason: DELETED });
    tally.change(place, 'deleted in MLflow: archived');
  }
  if (!model.deleted && here.archivedAt !== null) {
    if (await wasArchivedByImport(here.ref, 'LoggedModelArchived', context)) {
      await write(context, RESTORE, { input: { loggedModel: id, reason: FOLLOWED } });
      tally.change(place, 'not deleted in MLflow: restored');
    } else tally.remark(place, 'lives in MLflow, and was archived here, where it stays so');
  }
  await followTags(
    {
      place,
      inMlflow: fitTags(model.tags, place, tally.problem),
      here: here.tags,
      made: () => tagsAsMade(here, context),
      change: (tags) => write(context, SET_TAGS, { input: { loggedModel: id, ...tags } }),
    },
    context,
  );
}

async function tagsAsMade({ id, createdAt }: LoggedModelHere, { client }: ImportContext): Promise<Tags> {
  const made = await client.query<{ loggedModel: { tags: Tags } }>(TAGS_AS_MADE, { id, asOf: createdAt });
  return made.loggedModel.tags;
}
