import { ApiError } from '#integrations/client/api-error.js';
import { fitTags } from '#integrations/importing/fit-tags.js';
import { write } from '#integrations/importing/write.js';
import type { MlflowExperiment } from '../source/mlflow-entities.js';
import type { Tags } from './changed-tags.js';
import type { ExperimentHere } from './find-experiments.js';
import { followTags } from './follow-tags.js';
import { FOLLOWED, type ImportContext } from './import-context.js';
import { ARCHIVE_EXPERIMENT, displayNameOf } from './make-experiment.js';
import { DELETED, wasArchivedByImport } from './was-archived-by-import.js';

const RESTORE = `mutation ($input: RestoreExperimentInput!) { restoreExperiment(input: $input) { experiment { name } } }`;
const RENAME = `mutation ($input: RenameExperimentInput!) { renameExperiment(input: $input) { experiment { name } } }`;
const TAGS_AS_MADE =
  'query ($name: String!, $createdAt: DateTime!) { experiment(name: $name) { tags(asOf: $createdAt) } }';
const SET_TAGS = `mutation ($input: SetExperimentTagsInput!) { setExperimentTags(input: $input) { experiment { name } } }`;

/** Changes an experiment here as it has changed in MLflow: whether it is deleted, what it is called, its tags. */
export async function followExperiment(
  experiment: MlflowExperiment,
  here: ExperimentHere,
  context: ImportContext,
): Promise<void> {
  const { tally } = context;
  const { place, deleted } = experiment;
  const { name } = here;
  if (deleted && here.archivedAt === null) {
    await write(context, ARCHIVE_EXPERIMENT, { experiment: name, reason: DELETED });
    tally.change(place, 'deleted in MLflow: archived');
  }
  await followName(experiment, here, context);
  if (!deleted && here.archivedAt !== null) {
    if (!(await wasArchivedByImport(name, 'ExperimentArchived', context))) {
      tally.remark(place, 'lives in MLflow, and was archived here, where it stays so');
    } else await restore(experiment, here, context);
  }
  await followTags(
    {
      place,
      inMlflow: fitTags(experiment.tags, place, tally.problem),
      here: here.tags,
      made: () => tagsAsMade(here, context),
      change: (tags) => write(context, SET_TAGS, { input: { experiment: name, ...tags } }),
    },
    context,
  );
}

async function restore({ place }: MlflowExperiment, { name }: ExperimentHere, context: ImportContext): Promise<void> {
  const { tally } = context;
  try {
    await write(context, RESTORE, { input: { experiment: name, reason: FOLLOWED } });
    tally.change(place, 'not deleted in MLflow: restored');
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'CONFLICT') throw error;
    tally.remark(place, `lives in MLflow and stays archived here: ${error.message}`);
  }
}

async function tagsAsMade({ name, createdAt }: ExperimentHere, { client }: ImportContext): Promise<Tags> {
  const made = await client.query<{ experiment: { tags: Tags } }>(TAGS_AS_MADE, { name, createdAt });
  return made.experiment.tags;
}

/** Follows a name that it never had here; one that it had before was given up by somebody here. */
async function followName(experiment: MlflowExperiment, here: ExperimentHere, context: ImportContext): Promise<void> {
  const called = displayNameOf(experiment, context);
  const plain = here.displayName.replace(/ \(\d+\)$/, '');
  if (called === here.displayName || called === plain) return;
  const { tally } = context;
  if (here.displayNames.some(({ displayName }) => displayName === called)) {
    tally.remark(
      experiment.place,
      `is called "${called}" in MLflow and "${here.displayName}" here, where it was called so before`,
    );
    return;
  }
  try {
    const expected = here.displayName;
    await write(context, RENAME, { input: { experiment: here.name, displayName: called, expected, reason: FOLLOWED } });
    tally.change(experiment.place, `renamed from "${here.displayName}" to "${called}"`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'CONFLICT') throw error;
    tally.remark(
      experiment.place,
      `is called "${called}" in MLflow and stays "${here.displayName}" here: ${error.message}`,
    );
  }
}
