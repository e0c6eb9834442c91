import semver from 'semver';
import type { MlflowModelVersion } from '../source/mlflow-entities.js';

/**
 * The SemVers that a version of MLflow may have, best first: its tag `version` or `semver` where that holds one, with its
 * build metadata, then its number N as `N.0.0`. Where none can be had, the product derives one.
 */
export function wantedVersions({ number, tags }: Pick<MlflowModelVersion, 'number' | 'tags'>): string[] {
  const tagged = [tags.get('version'), tags.get('semver')].map((text) => {
    const parsed = semver.parse(text?.trim());
    if (parsed === null) return null;
    return parsed.build.length === 0 ? parsed.version : `${parsed.version}+${parsed.build.join('.')}`;
  });
  return [...new Set([...tagged, `${number}.0.0`].filter((version) => version !== null))];
}
