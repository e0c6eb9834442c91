import type { LockedPackage } from '#integrations/registration/locked-package.js';

/** What one file says of an environment. */
export interface EnvironmentFacts {
  readonly packages: readonly LockedPackage[];
  readonly runtime: { readonly name: string; readonly version: string } | null;
  /** A container image, as it is named. */
  readonly image: string | null;
}

/** How much a file tells: a lock pins everything, a list what people ask for; others tell of the machine alone. */
export type EnvironmentRank = 'lock' | 'list' | 'machine';

/** A kind of file that tells of an environment. */
export interface EnvironmentFormat {
  readonly rank: EnvironmentRank;
  /** Throws `UnreadableValue` where it is not what its name says. */
  readonly read: (text: string) => EnvironmentFacts;
}

/** Facts of which some are not told. */
export function facts(given: Partial<EnvironmentFacts>): EnvironmentFacts {
  return { packages: [], runtime: null, image: null, ...given };
}
