import { type Artifact, artifactIdentity } from '#values/artifact.js';
import { differencesOf, namesOf, type Step } from './difference.js';

/** How files differ, by path. Their URIs do not count, as long as a digest identifies them. */
export function* compareArtifacts(before: readonly Artifact[], after: readonly Artifact[]): Generator<Step> {
  const [had, has] = [byPath(before), byPath(after)];
  yield 2 * (before.length + after.length);
  const paths = namesOf(had, has);
  yield paths.length;
  for (const path of paths) yield* differencesOf(path, identityOf(had.get(path)), identityOf(has.get(path)));
}

function byPath(artifacts: readonly Artifact[]): ReadonlyMap<string, Artifact> {
  return new Map(artifacts.map((file) => [file.path, file]));
}

function identityOf(file: Artifact | undefined): object | undefined {
  if (file === undefined) return undefined;
  const { path: _, ...content } = artifactIdentity(file);
  return content;
}
