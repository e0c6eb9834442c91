/**
 * The words nearest to one that nobody knows, the nearest first: those of which at most a third of the letters, or two,
 * have to change.
 */
export function nearestWords(wanted: string, known: Iterable<string>, atMost: number): string[] {
  const text = wanted.toLowerCase();
  const farthest = Math.max(2, Math.floor(text.length / 3));
  return [...known]
    .map((word) => ({ word, distance: distance(text, word.toLowerCase(), farthest) }))
    .filter((one) => one.distance <= farthest)
    .sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1))
    .slice(0, atMost)
    .map(({ word }) => word);
}

/** Levenshtein's: how many letters have to change; of words whose lengths differ by more than `farthest` no more is asked. */
function distance(a: string, b: string, farthest: number): number {
  if (Math.abs(a.length - b.length) > farthest) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? a.length;
}
