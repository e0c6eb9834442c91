/** A move of an alias. */
export interface AliasMove<Version> {
  /** Null where the alias was taken away. */
  readonly modelVersion: Version | null;
  readonly rolledBack: boolean;
}

/**
 * The versions an alias can go back to, the nearest first, each once and never the one it points to. As the server
 * finds them: what was rolled back from is not gone back to.
 * @param moves oldest first
 */
export function versionsBefore<Version extends { readonly version: string }>(
  moves: readonly AliasMove<Version>[],
): Version[] {
  const track: Version[] = [];
  for (const { modelVersion: to, rolledBack } of moves) {
    if (to === null) continue;
    if (rolledBack) {
      const before = track.findLastIndex(({ version }) => version === to.version);
      track.length = before === -1 ? Math.max(0, track.length - 1) : before;
    }
    track.push(to);
  }
  const current = track.at(-1);
  const seen = new Map(track.toReversed().map((each) => [each.version, each]));
  return [...seen.values()].filter(({ version }) => version !== current?.version);
}
