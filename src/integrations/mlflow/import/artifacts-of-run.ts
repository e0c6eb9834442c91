import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { listArtifacts } from '../files/list-artifacts.js';
import { schemeOf } from '../files/uri-segments.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import { copyTo, type StoredRun, storedPlaceOf } from './copy-artifact.js';
import { type ArtifactToSend, fitArtifacts } from './fit-artifacts.js';
import type { ImportContext } from './import-context.js';

/**
 * The run's files with their digests, where they can be reached; where they cannot, that is said. They are copied where
 * the import copies.
 * @param stored the run here; null before it is, where nothing is copied
 */
export async function artifactsOf(
  run: MlflowRun,
  stored: StoredRun | null,
  context: ImportContext,
): Promise<ArtifactToSend[]> {
  const { source, tally, artifacts, copies } = context;
  if (artifacts === 'skip') return [];
  const files = await source.filesOfRun(run);
  const base = withoutCredentials(run.artifactUri ?? `mlflow:${run.id}`);
  const place = files === null || copies === null || stored === null ? null : storedPlaceOf(stored, context);
  if (files !== null && place !== null) {
    const copied = listArtifacts(files, tally.problem, copyTo(place, base, context));
    return fitArtifacts(copied, place.uri, files.place, tally.problem);
  }
  if (files !== null) return fitArtifacts(listArtifacts(files, tally.problem), base, files.place, tally.problem);
  if (run.artifactUri !== null) tally.unreached(placeOf(base));
  return [];
}

/** What many runs have in common: the bucket, the server, or the disk of another machine. */
function placeOf(uri: string): string {
  const scheme = schemeOf(uri);
  return scheme === null || scheme === 'file'
    ? 'a disk that is not this one'
    : (/^[^:]+:\/*[^/]*/.exec(uri)?.[0] ?? uri);
}
