import type { StepQuery, StepRow } from './lineage.repository.js';
import { LineageWalk, MAX_STEPS, type Steps, type Walk, type WalkLimits } from './lineage-walk.js';

/** Nodes read ahead of where the walks stand: most lineages are smaller than this, and so one statement. */
const AHEAD = 250;
/** Where the walks stand at more nodes than this, reading ahead would save few statements and read much twice. */
const WIDE = 125;

/**
 * Walks the graph breadth first from many roots at once: at most one statement a level, however many roots there are,
 * and one in all where the lineage is small.
 *
 * Every node is met once, on its shortest way, so neither cycles nor the number of ways between two nodes matter. One
 * recursive statement alone would not do: it cannot know what another branch has seen, and follows a node anew at
 * every depth it has. A level further than asked is read too: only so can a walk tell whether it is complete.
 */
export async function walkLineage(
  roots: readonly string[],
  limits: WalkLimits,
  read: (query: StepQuery) => Promise<readonly StepRow[]>,
): Promise<Walk[]> {
  const walks = roots.map((root) => new LineageWalk(root, limits));
  const known = new Map<string, Steps>();
  let budget = MAX_STEPS;
  for (let depth = 0; depth <= limits.depth; depth++) {
    const ids = [...new Set(walks.flatMap((walk) => walk.frontier))].filter((id) => !known.has(id));
    if (ids.length > 0) {
      // So many steps lead to more new nodes than a walk may still take: it would be cut here anyway.
      const perNode = 2 * limits.first + 1;
      const ahead = ids.length > WIDE ? 0 : limits.depth - depth;
      const { way, asOf, stopAt } = limits;
      const kinds = stopAt.size > 0;
      const rows = await read({ ids, way, ahead, aheadNodes: AHEAD, perNode, total: budget + 1, asOf, kinds });
      learn(known, ids, rows, { perNode, total: budget + 1 });
      budget = Math.max(0, budget - rows.length);
    }
    for (const walk of walks) walk.advance(depth, known);
  }
  return walks.map((walk) => walk.result());
}

function learn(
  known: Map<string, Steps>,
  ids: readonly string[],
  rows: readonly StepRow[],
  { perNode, total }: Pick<StepQuery, 'perNode' | 'total'>,
): void {
  const whole = rows.length < total;
  const news = new Map<string, Steps>(ids.map((id) => [id, { next: [], whole }]));
  for (const { nodeId, farId, relation, farKind } of rows) {
    const steps = news.get(nodeId) ?? { next: [], whole };
    if (farId !== null) steps.next.push({ farId, relation, farKind });
    if (steps.next.length === perNode) steps.whole = false;
    news.set(nodeId, steps);
  }
  for (const [id, steps] of news) if (!known.has(id)) known.set(id, steps);
}
