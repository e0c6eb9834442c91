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
 * @param uriOf where clients find the folder; called where it has files
 */
export async function filesToSeal(
  folder: string,
  uriOf: () => Promise<string>,
  settings: MlflowSettings,
): Promise<FilesToSeal> {
  const files = settings.artifacts === undefined ? [] : await (await artifactsOf(settings)).filesBelow(folder);
  if (files.length === 0) return { artifacts: [], leftOut: null };
  const uri = await uriOf();
  const leftOut: string[] = [];
  const each = (async function* () {
    for (const file of files) yield { ...file, mediaType: undefined };
  })();
  const artifacts = await fitArtifacts(each, uri, uri, ({ path, reason }) => leftOut.push(`${path} ${reason}.`));
  return { artifacts, leftOut: leftOut.length === 0 ? null : leftOut.join('\n').slice(0, 1_000) };
}
