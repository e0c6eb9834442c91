import { type Artifact, artifactIdentity } from '../../_values/artifact.js';
import { type Difference, differencesOf, namesOf } from './difference.js';

/** How files differ, by path. Where they lie does not count, as long as a digest says what they are. */
export function compareArtifacts(before: readonly Artifact[], after: readonly Artifact[]): Difference[] {
  const [had, has] = [byPath(before), byPath(after)];
  return namesOf(had, has).flatMap((path) => differencesOf(path, had.get(path), has.get(path)));
}

function byPath(artifacts: readonly Artifact[]): ReadonlyMap<string, object> {
  return new Map(
    artifacts.map((file) => {
      const { path, ...content } = artifactIdentity(file);
      return [path, content];
    }),
  );
}
