import { CONTEXT_TAG, datasetInputOf, type MlflowDataset, roleOf } from '#integrations/mlflow/datasets/dataset-of.js';
import { namespaceOf } from '#platform/refs/ref.js';
import { requireId } from '../logged-models/find-logged-model.js';
import type { FieldsCall } from '../routing/route.js';
import type { Api } from '../wire/api.js';
import type { Fields } from '../wire/fields.js';
import { invalidParameter } from '../wire/mlflow-error.js';
import { judgeActive, noRun, runIdOf } from './find-run.js';
import { hexOf } from './ids.js';
import { tagsOf } from './tags-of.js';

/** Datasets of one request, as MLflow has it. */
const MOST = 1_000;

const PLACE = 'query PlaceOfInputs($id: ID!) { run(id: $id) { archivedAt experiment { name } } }';
const REGISTER = `mutation RegisterLoggedDataset($input: RegisterDatasetVersionInput!) {
  registerDatasetVersion(input: $input) { datasetVersion { ref } } }`;
const ADD = 'mutation AddRunInputs($input: AddRunInputsInput!) { addRunInputs(input: $input) { added } }';

interface Place {
  readonly run: { readonly archivedAt: string | null; readonly experiment: { readonly name: string } } | null;
}

/**
 * Notes the data and the logged models that a run reads: each dataset is a dataset version, in the namespace of the run's
 * experiment, under MLflow's digest and with its texts as they are; its tags are those of the use.
 */
export async function logInputs({ fields, api }: FieldsCall): Promise<object> {
  const id = runIdOf(fields);
  const datasets = fields.messages('datasets').map(readInput);
  if (datasets.length > MOST) throw invalidParameter(`At most ${MOST} datasets are logged at once.`);
  const loggedModels = fields.messages('models').map((model) => requireId(model.requiredText('model_id')));
  const { run } = await api.ask<Place>(PLACE, { id });
  if (run === null) throw noRun(hexOf(id));
  judgeActive(id, run);
  const namespace = namespaceOf(run.experiment.name);
  const inputs: object[] = [];
  for (const { dataset, tags } of firstOfEach(datasets)) {
    const context = Object.hasOwn(tags, CONTEXT_TAG) ? tags[CONTEXT_TAG] : undefined;
    inputs.push({
      ref: await register(dataset, namespace, api),
      role: roleOf(context),
      context: context || null,
      tags,
    });
  }
  if (inputs.length + loggedModels.length > 0)
    await api.ask(ADD, { input: { run: id, inputs, loggedModels, afterEnd: true } });
  return {};
}

interface LoggedInput {
  readonly dataset: MlflowDataset;
  readonly tags: Readonly<Record<string, string>>;
}

function readInput(fields: Fields): LoggedInput {
  const dataset = fields.message('dataset');
  if (dataset === undefined) throw fields.missing('dataset');
  return {
    dataset: {
      name: dataset.requiredText('name'),
      digest: dataset.requiredText('digest'),
      sourceType: dataset.text('source_type') ?? null,
      source: dataset.text('source') ?? null,
      schema: dataset.text('schema') ?? null,
      profile: dataset.text('profile') ?? null,
    },
    tags: tagsOf(fields.messages('tags')),
  };
}

/** Of one name and digest the first, as MLflow has it. */
function firstOfEach(inputs: readonly LoggedInput[]): readonly LoggedInput[] {
  const first = new Map<string, LoggedInput>();
  for (const input of inputs) {
    const key = JSON.stringify([input.dataset.name, input.dataset.digest]);
    if (!first.has(key)) first.set(key, input);
  }
  return [...first.values()];
}

async function register(dataset: MlflowDataset, namespace: string, api: Api): Promise<string> {
  const input = datasetInputOf(dataset, namespace);
  const { registerDatasetVersion: done } = await api.ask<{
    registerDatasetVersion: { datasetVersion: { ref: string } };
  }>(REGISTER, { input });
  return done.datasetVersion.ref;
}
