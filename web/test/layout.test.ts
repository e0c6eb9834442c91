import { expect, test } from 'vitest';
import { crossingsOf } from '../src/picture/layout/crossings';
import type { Graph, Line } from '../src/picture/layout/graph';
import { layersOf } from '../src/picture/layout/layers';
import { BOX, layOut } from '../src/picture/layout/layout';
import { orderColumns } from '../src/picture/layout/order';
import { isotonic } from '../src/picture/layout/place';
import { ranksOf, withoutCircles } from '../src/picture/layout/ranks';

/** Numbers below 1 that are the same in every run (a linear congruential generator). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** A graph whose lines lead to later boxes, mostly to near ones; circles are added where they are asked for. */
function graphOf(seed: number, { circles = 0 } = {}): Graph {
  const next = numbers(seed);
  const count = 2 + Math.floor(next() * 60);
  const lines = new Map<string, Line>();
  for (let at = 0; at < count * 1.8; at += 1) {
    const from = Math.floor(next() * count);
    const to = Math.min(count - 1, from + 1 + Math.floor(next() ** 3 * (count - from)));
    if (from !== to) lines.set(`${from} ${to}`, [from, to]);
  }
  for (let at = 0; at < circles; at += 1) {
    const [from, to] = [Math.floor(next() * count), Math.floor(next() * count)];
    if (from !== to) lines.set(`${from} ${to}`, [from, to]);
  }
  return { count, lines: [...lines.values()] };
}

const SEEDS = Array.from({ length: 120 }, (_, at) => at + 1);

test('what rests on something stands to the right of it, and what has no circle has none turned round', () => {
  for (const seed of SEEDS) {
    const graph = graphOf(seed);
    expect(withoutCircles(graph)).toBe(graph.lines);
    const { lefts } = layOut(graph);
    for (const [from, to] of graph.lines) expect([seed, lefts[from]! < lefts[to]!]).toEqual([seed, true]);
  }
});

test('a circle is cut by turning lines of it alone', () => {
  expect(
    withoutCircles({
      count: 3,
      lines: [
        [0, 1],
        [1, 2],
        [2, 0],
      ],
    }),
  ).toEqual([
    [0, 1],
    [1, 2],
    [0, 2],
  ]);
  for (const seed of SEEDS) {
    const graph = graphOf(seed, { circles: 5 });
    const { lefts } = layOut(graph);
    for (const [from, to] of graph.lines) expect([seed, lefts[from] !== lefts[to]]).toEqual([seed, true]);
  }
});

test('boxes of a column do not overlap, and no bend of a line lies in a box', () => {
  for (const seed of SEEDS) {
    const graph = graphOf(seed);
    const { lefts, middles, width, height } = layOut(graph);
    for (const left of new Set(lefts)) {
      const points = [...lefts.keys()].filter((point) => lefts[point] === left);
      const sorted = points.toSorted((one, other) => middles[one]! - middles[other]!);
      for (const [at, point] of sorted.entries()) {
        const half = point < graph.count ? BOX.height / 2 : 0;
        expect(middles[point]! - half).toBeGreaterThanOrEqual(0);
        expect(middles[point]! + half).toBeLessThanOrEqual(height);
        expect(lefts[point]! + BOX.width).toBeLessThanOrEqual(width);
        const before = sorted[at - 1];
        if (before === undefined) continue;
        const halves = half + (before < graph.count ? BOX.height / 2 : 0);
        expect(middles[point]! - middles[before]!).toBeGreaterThanOrEqual(halves);
      }
    }
  }
});

test('lines cross as often as by counting each pair, and in the end not more often than in the order that was given', () => {
  let [before, after] = [0, 0];
  for (const seed of SEEDS) {
    const graph = graphOf(seed);
    const layers = layersOf(graph, ranksOf(graph));
    const given = crossingsOf(layers);
    expect(given).toBe(pairsThatCross(layers));
    const ordered = { ...layers, columns: orderColumns(layers) };
    expect(crossingsOf(ordered)).toBeLessThanOrEqual(given);
    expect(ordered.columns.map((column) => column.toSorted())).toEqual(
      layers.columns.map((column) => column.toSorted()),
    );
    [before, after] = [before + given, after + crossingsOf(ordered)];
  }
  // An order that took nothing away would pass what stands above.
  expect(after).toBeLessThan(before / 2);
});

test('the same graph is laid out the same, and a line is made of pieces from its box to its other', () => {
  for (const seed of SEEDS) {
    const graph = graphOf(seed);
    const layout = layOut(graph);
    expect(layOut(graph)).toEqual(layout);
    for (const [line, its] of layout.piecesOf.entries()) {
      const ends = its.map((piece) => layout.pieces[piece]!);
      expect([ends[0]![0], ends.at(-1)![1]]).toEqual(graph.lines[line]);
      for (const [at, [from]] of ends.entries()) if (at > 0) expect(ends[at - 1]![1]).toBe(from);
    }
  }
});

test('what thousands rest on has one line a column to those that are far away', () => {
  const far = Array.from({ length: 2_000 }, (_, at): Line => [0, at + 3]);
  const graph = { count: 2_003, lines: [[0, 1], [1, 2], ...far.map(([, to]): Line => [2, to]), ...far] as Line[] };
  const { lefts, pieces } = layOut(graph);
  expect(lefts.length).toBe(graph.count + 2);
  expect(pieces.length).toBe(2 + 2_000 + 2 + 2_000);
});

test('nothing, and one box, are laid out, too', () => {
  expect(layOut({ count: 0, lines: [] })).toMatchObject({ width: 0, height: 0, lefts: [], middles: [] });
  expect(layOut({ count: 1, lines: [] })).toMatchObject({ width: BOX.width, height: BOX.height });
});

test('values that may not fall are the nearest to the wanted ones', () => {
  expect([...isotonic([3, 1, 2, 5, 4], [1, 1, 1, 1, 3])]).toEqual([2, 2, 2, 4.25, 4.25]);
});

function pairsThatCross({ ranks, columns, pieces }: ReturnType<typeof layersOf>): number {
  const places = new Map(columns.flatMap((column) => column.map((point, place) => [point, place] as const)));
  let crossings = 0;
  for (const [at, [from, to]] of pieces.entries())
    for (const [otherFrom, otherTo] of pieces.slice(at + 1)) {
      if (ranks[from] !== ranks[otherFrom]) continue;
      const above = (places.get(from)! - places.get(otherFrom)!) * (places.get(to)! - places.get(otherTo)!);
      if (above < 0) crossings += 1;
    }
  return crossings;
}
