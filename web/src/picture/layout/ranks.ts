import { type Graph, type Line, neighboursOf } from './graph';

/**
 * The lines of a graph without circles: one that closes a circle is turned round. What is stacked can rest on itself in
 * a circle, even where none of its members does.
 */
export function withoutCircles({ count, lines }: Graph): readonly Line[] {
  const after = neighboursOf(count, lines, 'after');
  /** 0 not seen, 1 on the way that is walked, 2 done. */
  const state = new Uint8Array(count);
  const turned = new Set<number>();
  for (let start = 0; start < count; start += 1) {
    if (state[start] !== 0) continue;
    const way: [at: number, next: number][] = [[start, 0]];
    state[start] = 1;
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const [at, next] = top;
      const to = after[at]![next];
      if (to === undefined) {
        state[at] = 2;
        way.pop();
        continue;
      }
      top[1] += 1;
      if (state[to] === 1) turned.add(at * count + to);
      else if (state[to] === 0) {
        state[to] = 1;
        way.push([to, 0]);
      }
    }
  }
  if (turned.size === 0) return lines;
  return lines.map(([from, to]) => (turned.has(from * count + to) ? [to, from] : [from, to]));
}

/**
 * The column of each box: one behind the last of those that it rests on (the longest path), and what rests on nothing
 * directly before the first that rests on it, so that an environment stands beside the data of its run.
 * @param lines without circles
 */
export function ranksOf({ count, lines }: Graph): readonly number[] {
  const after = neighboursOf(count, lines, 'after');
  const waits = new Int32Array(count);
  for (const [, to] of lines) waits[to]! += 1;
  const hasNothingBefore = [...waits].map((number) => number === 0);
  const ranks = new Array<number>(count).fill(0);
  const ready = [...waits.keys()].filter((at) => hasNothingBefore[at]);
  for (const at of ready) {
    for (const to of after[at]!) {
      ranks[to] = Math.max(ranks[to]!, ranks[at]! + 1);
      waits[to]! -= 1;
      if (waits[to] === 0) ready.push(to);
    }
  }
  for (const [at, targets] of after.entries())
    if (hasNothingBefore[at] && targets.length > 0)
      ranks[at] = targets.reduce((least, to) => Math.min(least, ranks[to]!), Number.POSITIVE_INFINITY) - 1;
  return ranks;
}
