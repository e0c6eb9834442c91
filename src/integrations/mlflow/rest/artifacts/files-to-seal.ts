import { type ArtifactToSend, fitArtifacts } from '#integrations/mlflow/import/fit-artifacts.js';
import type { MlflowSettings } from '../settings.js';
import { artifactsOf } from './artifact-routes.js';

/** The files of a folder of the store as the API seals them. */
export interface FilesToSeal {
  readonly artifacts: readonly ArtifactToSend[];
  /** What does not fit, in sentences; null where all does. */
  readonly leftOut: string | null;
}

/**
 * Lists what lies in a folder of the store, with the digests that were taken when it came. What one call does not take is
 * left out, and reported.
 * @param uri where clients find the folder
 */
export async function filesToSeal(folder: string, uri: string, settings: MlflowSettings): Promise<FilesToSeal> {
  if (settings.artifacts === undefined) return { artifacts: [], leftOut: null };
  const files = await (await artifactsOf(settings)).filesBelow(folder);
  const leftOut: string[] = [];
  const each = (async function* () {
    for (const file of files) yield { ...file, mediaType: undefined };
  })();
  const artifacts = await fitArtifacts(each, uri, uri, ({ path, reason }) => leftOut.push(`${path} ${reason}.`));
  return { artifacts, leftOut: leftOut.length === 0 ? null : leftOut.join('\n').slice(0, 1_000) };
}
