import { expect, test } from 'vitest';
import { type AnsweredLineage, treeOf, unreached } from '../src/lineage/lineage-tree';

const DRAWN = { label: '', group: null, status: null, active: null, aliases: [], upstreamCount: 0, downstreamCount: 0 };

/** A lineage with these edges, from what was there first to what was made of it; the root is `root`. */
function lineage(...edges: readonly string[]): AnsweredLineage {
  const pairs = edges.map((edge) => edge.split('>') as [string, string]);
  const node = (id: string) => ({
    id,
    ref: id,
    kind: 'RUN' as const,
    depth: 1,
    redacted: false,
    createdAt: null,
    ...DRAWN,
  });
  const ids = new Set(['root', ...pairs.flat()]);
  return {
    ...{ complete: true, incompleteReason: null, redacted: 0, root: { id: 'root', entity: null } },
    nodes: [...ids].map(node),
    edges: pairs.map(([fromId, toId]) => ({ fromId, toId, relation: null })),
  };
}

const shown = (rows: ReturnType<typeof treeOf>) =>
  rows.map(({ node, level, otherParents }) => `${'  '.repeat(level - 1)}${node.id}${'+'.repeat(otherParents)}`);

test('each thing stands once, below the nearest that leads to it, with how many others do', () => {
  const diamond = lineage('root>a', 'root>b', 'a>c', 'b>c', 'c>d', 'up>root', 'upper>up');
  expect(shown(treeOf(diamond, 'down'))).toEqual(['a', '  c+', '    d', 'b']);
  expect(shown(treeOf(diamond, 'up'))).toEqual(['up', '  upper']);
  expect(unreached(diamond, [...treeOf(diamond, 'down'), ...treeOf(diamond, 'up')])).toEqual([]);
});

test('the shortest way counts, and a circle ends', () => {
  expect(shown(treeOf(lineage('root>a', 'a>b', 'b>c', 'root>c', 'c>root'), 'down'))).toEqual(['a', '  b', 'c+']);
});

test('what only kinds that are left out lead to is unreached', () => {
  const gap = lineage('root>a', 'x>y');
  expect(unreached(gap, treeOf(gap, 'down')).map(({ id }) => id)).toEqual(['x', 'y']);
});
