/** One move of an alias in the past. */
export interface PastMove {
  /** Where it went; null where it was removed. */
  readonly modelVersionId: string | null;
  readonly rolledBack: boolean;
}

/**
 * The versions an alias can go back to, the nearest first, each once and never the one it points to.
 *
 * Like the undo of an editor: a rollback is not a step forward but takes back the steps behind its target, so what was
 * rolled back from is not gone back to. From 1 ▸ 2 ▸ 3, a rollback to 2 and another one lead to 1, not to 3 again.
 */
export function versionsBefore(moves: readonly PastMove[]): string[] {
  const track: string[] = [];
  for (const { modelVersionId: to, rolledBack } of moves) {
    if (to === null) continue;
    if (rolledBack) track.length = track.includes(to) ? track.lastIndexOf(to) : Math.max(0, track.length - 1);
    track.push(to);
  }
  const current = track.at(-1);
  return [...new Set(track.reverse())].filter((id) => id !== current);
}
