import { expect, test } from 'vitest';
import { drawingOf, MOST_SINGLE, stackKey } from '../src/lineage/lineage-drawing';
import type { AnsweredLineage } from '../src/lineage/lineage-tree';
import { between, litOf, reached } from '../src/lineage/lit-things';
import { layOut } from '../src/picture/layout/layout';
import { graphOf } from '../src/picture/picture';

type Node = AnsweredLineage['nodes'][number];

const node = (id: string, ref: string, kind: Node['kind'], depth = 1): Node => ({
  ...{ id, ref, kind, depth, redacted: false, createdAt: null, status: null, aliases: [] },
  ...{ label: kind === 'DEPLOYMENT' ? ref.split('@')[0]! : ref.replace('@', ' '), group: ref.split('@')[0]! },
  ...{ active: kind === 'DEPLOYMENT' ? true : null, upstreamCount: 0, downstreamCount: 0 },
});

function lineage(nodes: readonly Node[], pairs: readonly (readonly [string, string])[]): AnsweredLineage {
  const counted = nodes.map((each) => ({
    ...each,
    upstreamCount: pairs.filter(([, to]) => to === each.id).length,
    downstreamCount: pairs.filter(([from]) => from === each.id).length,
  }));
  return {
    ...{
      complete: true,
      incompleteReason: null,
      redacted: 0,
      root: { id: nodes[0]!.id, entity: null },
      nodes: counted,
    },
    edges: pairs.map(([fromId, toId]) => ({ fromId, toId, relation: null })),
  };
}

/** A dataset on which `runs` runs rest, in two experiments; of each a version of one model, and of one a deployment. */
function hub(runs: number): AnsweredLineage {
  const numbers = Array.from({ length: runs }, (_, at) => at);
  return lineage(
    [
      node('data', 'lab/data@1.0.0', 'DATASET_VERSION', 0),
      ...numbers.map((at) => node(`run${at}`, `lab/${at % 2 === 0 ? 'even' : 'odd'}@run${at}`, 'RUN', 1)),
      ...numbers.map((at) => node(`version${at}`, `lab/model@1.${at}.0`, 'MODEL_VERSION', 2)),
      node('target', 'prod@target', 'DEPLOYMENT', 3),
    ],
    [
      ...numbers.map((at) => ['data', `run${at}`] as const),
      ...numbers.map((at) => [`run${at}`, `version${at}`] as const),
      ['version0', 'target'],
    ],
  );
}

const ALL = { open: new Set<string>(), isNearOnly: false };

test('few things have a box each, and every edge is in one line', () => {
  const few = hub(5);
  const { boxes, members, edgesOf, beyond } = drawingOf(few, ALL);
  expect(members.flat()).toEqual(few.nodes);
  expect(boxes.every(({ isStack }) => !isStack)).toBe(true);
  expect(edgesOf.flat().toSorted((one, other) => one - other)).toEqual([...few.edges.keys()]);
  expect(beyond).toBe(0);
});

test('of many those of one name and kind are stacked, but what the lineage is of; a stack opens by its key', () => {
  const many = hub(1_249);
  const drawn = drawingOf(many, ALL);
  expect(drawn.boxes.map(({ title, note }) => [title, note])).toEqual([
    ['lab/data', '1.0.0'],
    ['lab/even', '625 runs'],
    ['lab/odd', '624 runs'],
    ['lab/model', '1,249 model versions'],
    ['prod', 'runs now'],
  ]);
  expect(drawn.lines).toEqual([
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 3],
    [3, 4],
  ]);
  expect(drawn.members.flat().length).toBe(many.nodes.length);
  const opened = drawingOf(many, { ...ALL, open: new Set([stackKey(drawn.members[2]![0]!)]) });
  expect(opened.boxes.length).toBe(4 + 624);
  expect(opened.members.flat().length).toBe(many.nodes.length);
  // A hub of 2,499 runs and versions is as high as a few boxes.
  expect(layOut(graphOf(drawn)).height).toBeLessThan(800);
});

test('of many the nearest come first, and what is further away is counted where it goes on', () => {
  const many = hub(MOST_SINGLE);
  const { members, boxes, beyond } = drawingOf(many, { ...ALL, isNearOnly: true });
  expect(beyond).toBe(1);
  expect(members.flat().length).toBe(many.nodes.length - 1);
  expect(boxes.map(({ rim }) => rim.behind)).toEqual([0, 0, 0, 1]);
  expect(drawingOf(hub(5), { ...ALL, isNearOnly: true }).beyond).toBe(0);
});

test('what rests on a thing is lit, what it rests on, or the ways between two', () => {
  const some = hub(3);
  const down = reached(some.edges, ['run0'], 'down');
  expect([...down.ids]).toEqual(['run0', 'version0', 'target']);
  expect([...reached(some.edges, ['run0'], 'up').ids]).toEqual(['run0', 'data']);
  const both = reached(some.edges, ['run0'], 'both');
  expect([both.ids.size, both.edges.size]).toEqual([4, 3]);
  for (const [one, other] of [
    [['data'], ['target']],
    [['target'], ['data']],
  ] as const)
    expect([...between(some.edges, one, other)!.ids].toSorted()).toEqual(['data', 'run0', 'target', 'version0']);
  expect(between(some.edges, ['run0'], ['run1'])).toBeUndefined();
});

test('a stack is lit where one of its things is, and a line where one of its edges is', () => {
  const drawn = drawingOf(hub(200), ALL);
  const layout = layOut(graphOf(drawn));
  const lit = litOf({ ...drawn, layout }, reached(hub(200).edges, ['run1'], 'down'));
  expect([...lit.boxes].map((box) => drawn.boxes[box]!.title)).toEqual(['lab/odd', 'lab/model']);
  expect([...lit.pieces].map((piece) => layout.pieces[piece])).toEqual([[2, 3]]);
});

test('names that hold what addresses and keys are made of stay apart', () => {
  const odd = node('a', 'lab/a,b#c@1.0.0', 'DATASET_VERSION');
  expect(stackKey(odd)).not.toContain(',');
  expect(stackKey(node('b', 'lab/a,b#c@2.0.0', 'DATASET_VERSION'))).toBe(stackKey(odd));
  expect(stackKey(node('c', 'lab/a,b#c@2.0.0', 'RUN'))).not.toBe(stackKey(odd));
});

test('a box says where it stands, and on its rim how many neighbours it has that are not there', () => {
  const version = { ...node('v', 'lab/model@1.0.0', 'MODEL_VERSION', 0), status: 'IN_REVIEW', aliases: ['production'] };
  const some = lineage([version, node('d', 'prod@d', 'DEPLOYMENT')], [['v', 'd']]);
  const nodes = some.nodes.map((each) => ({ ...each, upstreamCount: each.upstreamCount! + 3, active: false }));
  expect(drawingOf({ ...some, nodes }, ALL).boxes).toMatchObject([
    { note: '1.0.0 · production · in review', rim: { before: 3, behind: 0 }, isFaint: false },
    { note: 'ended', rim: { before: 3, behind: 0 }, isFaint: true },
  ]);
});
