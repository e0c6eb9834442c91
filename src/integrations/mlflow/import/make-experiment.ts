import { ApiError } from '#integrations/client/api-error.js';
import { isoOf, momentMisfit } from '#integrations/importing/fit-moment.js';
import { fitTags } from '#integrations/importing/fit-tags.js';
import { MOST, textMisfit } from '#integrations/importing/fit-text.js';
import { plainSegment } from '#integrations/importing/plain-segment.js';
import { write } from '#integrations/importing/write.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { MlflowExperiment } from '../source/mlflow-entities.js';
import { externalIdsOf, namespaceOf } from './find-experiments.js';
import type { ImportContext } from './import-context.js';
import { DELETED } from './was-archived-by-import.js';

const CREATE = `mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { created experiment { name } } }`;
/** Archives an experiment that was deleted in MLflow. */
export const ARCHIVE_EXPERIMENT = `mutation ($experiment: String!, $reason: String) {
  archiveExperiment(input: { experiment: $experiment, reason: $reason }) { experiment { name } }
}`;

interface Created {
  readonly createExperiment: { readonly created: boolean; readonly experiment: { readonly name: string } };
}

/**
 * Makes an experiment; returns its name here. Where another one has its id or is called so, it gets the next that is free,
 * and a remark: two stores in one namespace do not become one.
 * @param isInTheWay another one that lives is called so: this one leaves it the plain name
 */
export async function makeExperiment(
  experiment: MlflowExperiment,
  isInTheWay: boolean,
  context: ImportContext,
): Promise<string> {
  const { tally } = context;
  const [id, otherId] = externalIdsOf(experiment);
  const called = displayNameOf(experiment, context);
  const input = {
    description: descriptionOf(experiment, context),
    tags: fitTags(experiment.tags, experiment.place, context.tally.problem),
    artifactLocation: context.copies === null ? fittingLocation(experiment, context) : null,
    createdElsewhereAt: createdAtOf(experiment, context),
    createdElsewhereBy: makerOf(experiment),
  };
  const namespace = namespaceOf(experiment, context);
  let externalId = id;
  for (let number = 1; number <= MOST_TRIES; number++) {
    const displayName = number === 1 ? called : `${called} (${number})`;
    const naming = isInTheWay
      ? { name: `${namespace}/${plainSegment(called, 50) || 'unnamed'}-${experiment.id.slice(0, 40)}`, displayName }
      : { namespace, displayName };
    const name = await create({ ...input, ...naming, externalId }, context);
    if (name !== null) {
      if (number > 1) {
        tally.remark(
          experiment.place,
          `another experiment here is called "${called}": this one is called "${displayName}"`,
        );
      }
      if (experiment.deleted) await write(context, ARCHIVE_EXPERIMENT, { experiment: name, reason: DELETED });
      return name;
    }
    // Either the id or the name is another's: of another store the id is taken first.
    if (externalId === id && (await isTaken(id, namespace, context))) {
      externalId = otherId;
      number--;
    }
  }
  throw new ApiError('CONFLICT', `${MOST_TRIES} experiments are called "${called}", with a number behind it.`);
}

/** Makes an experiment; null where one is there that is not this one, for this one was looked for by its ids. */
async function create(input: object, context: ImportContext): Promise<string | null> {
  try {
    const { createExperiment: done } = await write<Created>(context, CREATE, { input });
    return done.created ? done.experiment.name : null;
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'CONFLICT') throw error;
    return null;
  }
}

const MOST_TRIES = 100;

async function isTaken(externalId: string, namespace: string, { client }: ImportContext): Promise<boolean> {
  const { experiment } = await client.query<{ experiment: object | null }>(
    'query ($namespace: String!, $externalId: String!) { experiment: experimentByExternalId(namespace: $namespace, externalId: $externalId) { name } }',
    { namespace, externalId },
  );
  return experiment !== null;
}

/** What an experiment is called; one whose name does not fit is called by its id. */
export function displayNameOf({ id, name, place }: MlflowExperiment, { tally }: ImportContext): string {
  const misfit = name.trim() === '' ? 'is empty' : textMisfit(name, MOST.name - 10);
  if (misfit === null) return name;
  tally.remark(place, `its name ${misfit}: it is called "experiment ${id}"`);
  return `experiment ${id}`;
}

function createdAtOf({ createdAt, place }: MlflowExperiment, { tally, now }: ImportContext): string | undefined {
  const misfit = createdAt === null ? null : momentMisfit(createdAt, now);
  if (misfit !== null) tally.remark(place, `the moment at which it was made ${misfit}, and is left out`);
  return misfit === null ? isoOf(createdAt) : undefined;
}

/** Whose files are copied lie with the server; where they lay in MLflow is not lost. */
function descriptionOf(experiment: MlflowExperiment, context: ImportContext): string | null {
  const location = context.copies === null ? null : fittingLocation(experiment, context);
  return location === null ? null : `Imported from MLflow, where its artifacts lie at ${location}`;
}

/** MLflow has no field for it; what makes experiments for people says it by this tag. */
function makerOf({ tags }: MlflowExperiment): string | null {
  const user = tags.get('mlflow.user');
  return !user || textMisfit(user, 500) !== null ? null : user;
}

function fittingLocation({ artifactLocation, place }: MlflowExperiment, { tally }: ImportContext): string | null {
  const text = withoutCredentials(artifactLocation ?? '');
  const misfit = textMisfit(text, MOST_LOCATION);
  if (misfit !== null) tally.remark(place, `the place of its artifacts ${misfit}, and is left out`);
  return text === '' || misfit !== null ? null : text;
}

const MOST_LOCATION = 2_000;
