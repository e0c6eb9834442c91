import type { FieldsCall } from '../routing/route.js';
import { invalidParameter } from '../wire/mlflow-error.js';
import { judgeActive, requireRunInfo, runIdOf } from './find-run.js';
import { listInTag, tagOfList } from './list-tag.js';

/** The tag in which clients before logged models list the models that a run has logged. */
const LOGGED_MODELS = 'mlflow.log-model.history';

/** What MLflow lists of a model there. */
const LISTED = ['run_id', 'utc_time_created', 'artifact_path', 'model_uuid'];
const WANTED = ['artifact_path', 'flavors', 'utc_time_created', 'run_id'];

const SET_TAGS = 'mutation SetRunTags($input: SetRunTagsInput!) { setRunTags(input: $input) { run { id } } }';

/** Adds a model to the list of those that a run has logged, as older clients do; of more than a tag takes, the last ones. */
export async function logModel({ fields, api }: FieldsCall): Promise<object> {
  const model = parsed(fields.requiredText('model_json'));
  const missing = WANTED.filter((name) => !Object.hasOwn(model, name));
  if (missing.length > 0)
    throw invalidParameter(
      `Model json is missing mandatory fields: {${missing.map((name) => `'${name}'`).join(', ')}}`,
    );
  const run = await requireRunInfo(runIdOf(fields), api);
  judgeActive(run.id, run);
  const listed = Object.fromEntries(LISTED.flatMap((name) => (name in model ? [[name, model[name]]] : [])));
  const value = tagOfList(listInTag(run.tags[LOGGED_MODELS]), { ...listed, flavors: flavorsOf(model) });
  await api.ask(SET_TAGS, { input: { run: run.id, set: { [LOGGED_MODELS]: value } } });
  return {};
}

/** Without the configuration of each, which may be long. */
function flavorsOf({ flavors }: Readonly<Record<string, unknown>>): object {
  const without = (flavor: unknown) => (isObject(flavor) ? { ...flavor, config: undefined } : flavor);
  return Object.fromEntries(
    Object.entries(isObject(flavors) ? flavors : {}).map(([name, one]) => [name, without(one)]),
  );
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  const model = jsonOf(text);
  if (isObject(model)) return model;
  throw invalidParameter(`Malformed model info. \n ${text.slice(0, 500)} \n is not a valid JSON.`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a JSON text; undefined where it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
