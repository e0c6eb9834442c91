import semver from 'semver';
import type { MlflowModelVersion } from './read-registered-model.js';

/**
 * The SemVer of an MLflow version: its tag `version` or `semver` where that holds one nobody took, else its number N
 * as `N.0.0`; null where that is taken too.
 */
export function versionNumberOf(version: MlflowModelVersion, taken: ReadonlySet<string>): string | null {
  const tagged = [version.tags.get('version'), version.tags.get('semver')].map((text) => semver.valid(text?.trim()));
  return [...tagged, `${version.number}.0.0`].find((number) => number !== null && !taken.has(number)) ?? null;
}
