import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import { type ArtifactFiles, filesBelow } from '../source/artifact-files.js';
import type { MlflowModelVersion } from '../source/mlflow-entities.js';
import type { MlflowSource } from '../source/mlflow-source.js';
import { spellingsOf, unescaped } from './uri-segments.js';

/** What a version's files are found by. */
export type VersionPlace = Pick<MlflowModelVersion, 'source' | 'storageLocation' | 'modelId' | 'runId'>;

/** A version of the registry by its model's name and its number; null where there is none. */
export type FindVersion = (name: string, number: number) => Promise<VersionPlace | null>;

/** A version's files, and the URI in MLflow by which they were found. */
export interface FoundFiles {
  readonly files: ArtifactFiles;
  readonly uri: string;
  /** MLflow's id of the run among whose artifacts they lie, and the folder there; null where they lie elsewhere. */
  readonly ofRun: { readonly id: string; readonly path: string } | null;
}

/** A copy of a copy, and so on: more is a circle. */
const MOST_COPIES = 10;

/**
 * The files of a version; null where none can be reached. `source` is a path or a URI of the machine of the time: only the
 * run, the logged model, the version it was copied from and the path inside the artifacts in it are used.
 */
export async function findModelFiles(
  version: VersionPlace,
  source: Pick<MlflowSource, 'filesOfRun' | 'filesOfLoggedModel' | 'run'>,
  findVersion: FindVersion,
): Promise<FoundFiles | null> {
  for (let [place, copies] = [version as VersionPlace | null, 0]; place && copies < MOST_COPIES; copies++) {
    for (const uri of [place.storageLocation, place.source]) {
      const found = await filesAt(uri ?? '', place, source);
      if (found !== null) return { ...found, uri: uri ?? `models:/${place.modelId}` };
    }
    const copied = copiedFrom(place.source ?? '');
    place = copied && (await findVersion(copied.name, copied.number));
  }
  return null;
}

/** The version that a version was copied from: `models:/name/3`. */
function copiedFrom(uri: string): { readonly name: string; readonly number: number } | null {
  const [, name, number] = /^models:\/+([^/@][^@]*)\/(\d{1,9})$/.exec(uri) ?? [];
  return name === undefined ? null : { name: unescaped(name), number: Number(number) };
}

async function filesAt(
  uri: string,
  { modelId, runId }: VersionPlace,
  source: Pick<MlflowSource, 'filesOfRun' | 'filesOfLoggedModel' | 'run'>,
): Promise<Omit<FoundFiles, 'uri'> | null> {
  for (const segments of spellingsOf(uri)) {
    if (segments.includes('..')) continue;
    // models:/m-<id>, or …/models/m-<id>/artifacts
    const at = segments.findLastIndex((segment) => /^m-[0-9a-f]+$/.test(segment));
    if (at !== -1 && (uri.startsWith('models:') || segments[at - 1] === 'models')) {
      const files = await source.filesOfLoggedModel(segments[at] as string);
      if (files) return elsewhere(files, segments.slice(segments[at + 1] === 'artifacts' ? at + 2 : at + 1));
    }
    // runs:/<run>/<path>, or …/<run>/artifacts/<path>
    const artifacts = segments.lastIndexOf('artifacts');
    const [run, path] = uri.startsWith('runs:')
      ? [segments[0], segments.slice(1)]
      : artifacts > 0
        ? [segments[artifacts - 1], segments.slice(artifacts + 1)]
        : [runId, null];
    if (!run || path === null) continue;
    const known = await source.run(run);
    const files = await source.filesOfRun({ id: run, artifactUri: known?.artifactUri ?? before(uri, path) });
    const found = files && (await inside(files, path));
    if (found) return { files: found, ofRun: { id: run, path: path.join('/') } };
  }
  const files = modelId === null ? null : await source.filesOfLoggedModel(modelId);
  return files && elsewhere(files, []);
}

async function elsewhere(files: ArtifactFiles, path: readonly string[]): Promise<Omit<FoundFiles, 'uri'> | null> {
  const found = await inside(files, path);
  return found && { files: found, ofRun: null };
}

/** The folder of that path; null where it is none. */
async function inside(files: ArtifactFiles, path: readonly string[]): Promise<ArtifactFiles | null> {
  const below = filesBelow(files, path.join('/'));
  return below
    .list('', () => {})
    .then(() => below)
    .catch((error) => {
      // What is not about the folder, such as a server that does not answer, ends the import.
      asUnreadableFile(below.place, error);
      return null;
    });
}

/** The place of the artifacts that a version's URI goes on from. */
function before(uri: string, path: readonly string[]): string {
  return path.length === 0 ? uri : uri.replaceAll('\\', '/').split('/').slice(0, -path.length).join('/');
}
