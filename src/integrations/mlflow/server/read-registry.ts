import type { SourceObserver } from '#integrations/importing/problem.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { loggedModelOf } from '../source/logged-model-of.js';
import type { MlflowModel, MlflowModelVersion } from '../source/mlflow-entities.js';
import { keptStage } from '../source/stage.js';
import { listOf, momentOf, objectOf, pagesOf, pairsOf, textOf } from './answer-values.js';
import type { Json, MlflowClient } from './mlflow-client.js';

/** Every registered model with its versions. */
export async function* readModels(client: MlflowClient, observer: SourceObserver): AsyncGenerator<MlflowModel> {
  const ask = (page_token?: string) => client.get('registered-models/search', { max_results: 100, page_token });
  for await (const page of pagesOf('registered_models', ask)) {
    for (const model of page) {
      const read = await modelOf(model, client, observer);
      if (read !== null) yield read;
    }
  }
}

/** A model with its versions; null where the server does not take its name, which is reported. */
async function modelOf(model: Json, client: MlflowClient, observer: SourceObserver): Promise<MlflowModel | null> {
  const name = String(model['name']);
  const place = `registered_models/${name}`;
  try {
    return {
      name,
      workspace: null,
      createdAt: momentOf(model['creation_timestamp']),
      description: textOf(model['description']),
      tags: pairsOf(model['tags']),
      aliases: new Map(listOf(model['aliases']).map((each) => [String(each['alias']), String(each['version'])])),
      versions: await readVersions(client, name, place, observer),
      place,
    };
  } catch (error) {
    if (!isAboutOne(error)) throw error;
    observer.onProblem({ kind: 'model', path: place, reason: `its versions cannot be asked for: ${error.message}` });
    return null;
  }
}

/** One version; null where it is not there. */
export async function readVersion(
  client: MlflowClient,
  name: string,
  number: number,
): Promise<MlflowModelVersion | null> {
  try {
    const answer = await client.get('model-versions/get', { name, version: number });
    return versionOf(objectOf(answer['model_version']), `registered_models/${name}`);
  } catch (error) {
    if (!isAboutOne(error)) throw error;
    return null;
  }
}

/** Whether the server refused what was asked for, and would answer what else is. */
function isAboutOne(error: unknown): error is PedigraphError {
  return error instanceof PedigraphError && (error.code === 'NOT_FOUND' || error.code === 'BAD_USER_INPUT');
}

async function readVersions(
  client: MlflowClient,
  name: string,
  model: string,
  { onProblem }: SourceObserver,
): Promise<MlflowModelVersion[]> {
  const versions: MlflowModelVersion[] = [];
  const filter = filterOf(name);
  const ask = (page_token?: string) => client.get('model-versions/search', { filter, max_results: 1000, page_token });
  for await (const page of pagesOf('model_versions', ask)) {
    for (const each of page) {
      if (String(each['name'] ?? name) !== name) continue;
      const version = versionOf(each, model);
      if (version) versions.push(version);
      else {
        const path = `${model}/version-${textOf(each['version'])}`;
        onProblem({ kind: 'modelVersion', path, reason: 'version: expected a whole number from 1' });
      }
    }
  }
  return versions.sort((a, b) => a.number - b.number);
}

/** MLflow's grammar takes either quote, and has no escape for one: a name with both is looked for by its like. */
function filterOf(name: string): string {
  if (!name.includes("'")) return `name='${name}'`;
  return name.includes('"') ? `name LIKE '${name.replace(/['\\]/g, '_')}'` : `name="${name}"`;
}

function versionOf(version: Json, model: string): MlflowModelVersion | null {
  const number = Number(version['version']);
  if (!Number.isSafeInteger(number) || number < 1) return null;
  const source = textOf(version['source']);
  return {
    number,
    createdAt: momentOf(version['creation_timestamp']),
    userId: textOf(version['user_id']),
    runId: textOf(version['run_id']),
    source,
    storageLocation: null,
    modelId: textOf(version['model_id']) ?? loggedModelOf(source),
    description: textOf(version['description']),
    ...keptStage(textOf(version['current_stage'])),
    tags: pairsOf(version['tags']),
    place: `${model}/version-${number}`,
  };
}
