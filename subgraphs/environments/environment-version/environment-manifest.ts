import { compareTexts } from '#platform/digest/compare-texts.js';
import { type Sealed, seal } from '#platform/digest/digest.js';
import type { Package } from '#values/environment-parts.js';
import type { RegisterEnvironmentVersionInput } from '#values/register-environment-version.input.js';

/** Packages in the order of their manager and name, so that the order they were listed in does not count. */
export function sortedPackages(packages: readonly Package[]): Required<Package>[] {
  return packages
    .map(({ manager, name, version }) => ({ manager, name, version: version ?? null }))
    .sort(
      (a, b) =>
        compareTexts(a.manager, b.manager) ||
        compareTexts(a.name, b.name) ||
        compareTexts(a.version ?? '', b.version ?? ''),
    );
}

/** Seals what makes an environment what it is. Its name, version and description are not part of it. */
export function sealEnvironment(input: RegisterEnvironmentVersionInput): Promise<Sealed> {
  const { image, runtime, os, lock, hardware, seed } = input;
  return seal({
    kind: 'EnvironmentVersion',
    image: image ?? null,
    runtime: runtime == null ? null : { name: runtime.name, version: runtime.version },
    os: os ?? null,
    packages: sortedPackages(input.packages),
    lock: lock == null ? null : { path: lock.path, digest: lock.digest },
    hardware: hardware ?? null,
    seed: seed ?? null,
    variables: [...input.variables].sort(compareTexts),
  });
}
