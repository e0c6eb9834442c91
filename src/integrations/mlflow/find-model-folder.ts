import path from 'node:path';
import type { MlflowStore } from './read-mlflow-store.js';
import type { MlflowModelVersion } from './read-registered-model.js';

/**
 * The folder in the store that holds a version's files; null where the store has none. `source` is a path or a URI of
 * the machine of the time: only the run, the logged model and the path inside the artifacts in it are used.
 */
export async function findModelFolder(version: MlflowModelVersion, store: MlflowStore): Promise<string | null> {
  for (const folder of candidates(version, store)) {
    if (await isFolder(folder, store)) return folder;
  }
  return null;
}

function* candidates({ source, modelId, runId }: MlflowModelVersion, store: MlflowStore): Generator<string> {
  const text = decoded(source ?? '');
  // MLflow 3: models:/m-<id>, or …/models/m-<id>/artifacts
  const logged = modelId ?? /(?:^models:\/+|\/models\/)(m-[0-9a-f]+)(?:\/|$)/.exec(text)?.[1];
  const loggedFolder = logged && store.loggedModelFolders.get(logged);
  if (loggedFolder) yield path.join(loggedFolder, 'artifacts');
  // runs:/<run>/<path>, or …/<run>/artifacts/<path>
  const [, short, long, inside = ''] = /(?:^runs:\/+([^/]+)|\/([^/]+)\/artifacts)(?:\/(.*))?$/.exec(text) ?? [];
  const runFolder = store.runFolders.get(short ?? long ?? runId ?? '');
  if (!runFolder || !inside) return;
  const artifacts = path.join(runFolder, 'artifacts');
  const folder = path.join(artifacts, inside);
  if (folder.startsWith(artifacts + path.sep)) yield folder;
}

async function isFolder(folder: string, { tree }: MlflowStore): Promise<boolean> {
  return tree
    .list(folder, () => {})
    .then(
      () => true,
      () => false,
    );
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
