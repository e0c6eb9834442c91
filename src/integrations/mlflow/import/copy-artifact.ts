import { ApiError } from '#integrations/client/api-error.js';
import { isRefusal } from '#integrations/importing/write.js';
import { type FileDigest, hashing } from '#integrations/reading/digest-of.js';
import type { DigestFile } from '../files/list-artifacts.js';
import { hexOf } from '../rest/tracking/ids.js';
import type { ImportContext } from './import-context.js';

/** A run here: whose files are copied lies with the server under its id. */
export interface StoredRun {
  readonly id: string;
  readonly experiment: { readonly id: string; readonly artifactLocation: string | null };
}

/** Where the files of a run lie with this server, or those of a folder of it. */
export interface StoredPlace {
  /** Behind `mlflow-artifacts:/`, for an upload: by the run, whatever stands before. */
  readonly path: string;
  /** Where MLflow's clients look for them. */
  readonly uri: string;
}

/** What has no other host in it lies with this server. */
const OF_THIS_SERVER = /^mlflow-artifacts:(\/|\/{3})[^/]/;

/**
 * Where files of a run are copied to; null where they are not, which is reported: MLflow's clients look below the place
 * that the experiment was made with, and one that an import without copies made has the place in MLflow.
 */
export function storedPlaceOf({ id, experiment }: StoredRun, { tally }: ImportContext): StoredPlace | null {
  const { artifactLocation: location } = experiment;
  const files = `${hexOf(id)}/artifacts`;
  const path = `${experiment.id}/${files}`;
  if (location === null) return { path, uri: `mlflow-artifacts:/${path}` };
  if (OF_THIS_SERVER.test(location)) return { path, uri: `${location}/${files}` };
  tally.remark(
    'artifacts',
    `those of runs in experiments that were made here with the place ${location} are not copied: MLflow's clients look for them there`,
  );
  return null;
}

/** So many copied files are remembered: a version has those of its run, and comes after it. */
const MOST_REMEMBERED = 100_000;

/**
 * Copies each file that is read to the server, and hashes it on the way; one that this import has copied already is not
 * read again. One that the server refuses keeps its place in MLflow, with its digest, and is reported.
 * @param inMlflow the place of the files in MLflow
 */
export function copyTo(place: StoredPlace, inMlflow: string, context: ImportContext): DigestFile {
  const { tally, copies } = context;
  return async (files, inside) => {
    if (copies === null) return files.digest(inside);
    const path = `${place.path}/${inside}`;
    const known = copies.copied.get(path);
    if (known !== undefined) return known;
    const done = await files.stream(inside, async (content): Promise<FileDigest | ApiError> => {
      const hashed = hashing(content);
      try {
        await copies.upload.put(path, hashed.content);
        return hashed.digest();
      } catch (error) {
        if (!isRefusal(error)) throw error;
        return error;
      }
    });
    if (done instanceof ApiError) {
      tally.remark(`${files.place}/${inside}`, `is not copied, and keeps its place in MLflow: ${done.message}`);
      return { ...(await files.digest(inside)), base: inMlflow };
    }
    copies.copied.set(path, done);
    if (copies.copied.size > MOST_REMEMBERED) copies.copied.delete(copies.copied.keys().next().value as string);
    return done;
  };
}
