import semver from 'semver';
import { sameJsonInTurns } from '#platform/digest/canonical-json-in-turns.js';
import type { Bump } from '#platform/versions/derive-version.js';
import type { EnvironmentVersion } from './environment-version.entity.js';

/** The parts of an environment that decide how far its version moves. */
export type EnvironmentContent = Pick<EnvironmentVersion, 'image' | 'runtime' | 'os' | 'packages'>;

/** MAJOR: another runtime, runtime major version or system; MINOR: another image or other packages; PATCH: the rest. */
export async function environmentBump(before: EnvironmentContent, after: EnvironmentContent): Promise<Bump> {
  const major: string[] = [];
  if (runtimeLine(before) !== runtimeLine(after))
    major.push(`the runtime went from ${runtimeLine(before)} to ${runtimeLine(after)}`);
  if (before.os !== after.os) major.push(`the system went from ${before.os ?? 'none'} to ${after.os ?? 'none'}`);
  if (major.length > 0) return { level: 'MAJOR', reasons: major };

  const minor: string[] = [];
  if (before.image !== after.image) minor.push('the container image changed');
  if (!(await sameJsonInTurns(before.packages, after.packages))) minor.push('the packages changed');
  if (before.runtime?.version !== after.runtime?.version) minor.push('the runtime was updated');
  if (minor.length > 0) return { level: 'MINOR', reasons: minor };
  return { level: 'PATCH', reasons: ['only settings around runtime, image and packages changed'] };
}

function runtimeLine({ runtime }: EnvironmentContent): string {
  if (runtime === null) return 'none';
  return `${runtime.name} ${semver.coerce(runtime.version)?.major ?? runtime.version}`;
}
