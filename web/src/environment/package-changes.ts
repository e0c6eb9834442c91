/** A package of an environment. */
export interface PinnedPackage {
  readonly manager: string;
  readonly name: string;
  readonly version: string | null;
}

/** A package in this version or in the one before, or in both. */
export interface PackageRow {
  readonly key: string;
  readonly manager: string;
  readonly name: string;
  readonly now: string | null;
  readonly before: string | null;
  readonly change: 'added' | 'removed' | 'changed' | 'same' | undefined;
}

/**
 * The packages of a version by name, each with what the version before had.
 * @param before undefined where there is none, or none that is known
 */
export function packageRows(
  packages: readonly PinnedPackage[],
  before: readonly PinnedPackage[] | undefined,
): readonly PackageRow[] {
  const keyOf = ({ manager, name }: PinnedPackage) => `${manager} ${name}`;
  const [now, then] = [packages, before ?? []].map((each) => new Map(each.map((one) => [keyOf(one), one])));
  const keys = [...new Set([...now!.keys(), ...then!.keys()])].sort();
  return keys.map((key) => {
    const [here, there] = [now!.get(key), then!.get(key)];
    const { manager, name } = (here ?? there)!;
    const change =
      before === undefined
        ? undefined
        : here === undefined
          ? 'removed'
          : there === undefined
            ? 'added'
            : here.version === there.version
              ? 'same'
              : 'changed';
    return { key, manager, name, now: here?.version ?? null, before: there?.version ?? null, change };
  });
}
