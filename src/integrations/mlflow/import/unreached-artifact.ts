import { textMisfit } from '#integrations/importing/fit-text.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { ArtifactToSend } from './fit-artifacts.js';

/**
 * The one place that MLflow names of files that cannot be reached, with nothing known about their content; why it does
 * not fit, as half a sentence, or null where it names none.
 */
export function unreachedArtifact(source: string | null): ArtifactToSend | string | null {
  const uri = withoutCredentials(source ?? '').replace(/(?<![/\\])[/\\]+$/, '');
  const path = uri.slice(Math.max(uri.lastIndexOf('/'), uri.lastIndexOf('\\')) + 1);
  if (uri === '' || path === '') return null;
  return textMisfit(uri, 4_000) ?? textMisfit(path, 1_000) ?? { path, uri, digest: null, sizeBytes: null };
}
