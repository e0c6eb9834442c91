import { kindLook } from '../parts/kinds';
import type { Line } from '../picture/layout/graph';
import type { Box, Drawing } from '../picture/picture';
import type { AnsweredLineage } from './lineage-tree';
import { type LineageNode, nameAndVersion, noteOf, stackNote, wordsOf } from './node-words';

/** Above so many things, those of one name are stacked, and only the nearest are shown at first. */
export const MOST_SINGLE = 150;
/** Steps that are shown of more, where no number of steps was asked for. */
export const NEAR_STEPS = 2;

/** A lineage as a drawing. */
export interface LineageDrawing extends Drawing {
  /** Of each box the things in it; none is in two. */
  readonly members: readonly (readonly LineageNode[])[];
  /** The box of each thing that is shown, by its id. */
  readonly boxOf: ReadonlyMap<string, number>;
  /** Of each line the edges in it, by their places in the answer. */
  readonly edgesOf: readonly (readonly number[])[];
  /** Things further away than the steps that are shown; the numbers on the rims say where they are. */
  readonly beyond: number;
}

/** What of a lineage is seen. */
export interface Seen {
  /** Keys of stacks that are open. */
  readonly open: ReadonlySet<string>;
  /** Whether things far away are left to the numbers on the rims, where there are many. */
  readonly isNearOnly: boolean;
}

/** The key of the stack that a thing belongs to. */
export function stackKey(node: LineageNode): string {
  return encodeURIComponent(`${kindLook(node.kind).letter}:${wordsOf(node).group}`);
}

/** Makes a drawing of a lineage: a box a thing, or a box a stack where there are many. */
export function drawingOf(lineage: AnsweredLineage, { open, isNearOnly }: Seen): LineageDrawing {
  const { root, nodes, edges } = lineage;
  const isLarge = nodes.length > MOST_SINGLE;
  const shown = isLarge && isNearOnly ? nodes.filter(({ depth }) => depth <= NEAR_STEPS) : nodes;
  const stacks = new Map<string, LineageNode[]>();
  for (const node of shown) {
    const mayStack = (isLarge || node.kind === 'COLUMN') && node.id !== root.id;
    const stack = mayStack ? stackKey(node) : undefined;
    const key = stack === undefined || open.has(stack) ? node.id : stack;
    const members = stacks.get(key);
    if (members === undefined) stacks.set(key, [node]);
    else members.push(node);
  }
  const members = [...stacks.values()];
  const boxOf = new Map(members.flatMap((its, at) => its.map(({ id }) => [id, at] as const)));
  const lines: Line[] = [];
  const edgesOf: number[][] = [];
  const places = new Map<number, number>();
  const drawn = new Set<string>();
  const rims = members.map((its) => ({
    before: its.reduce((sum, { upstreamCount }) => sum + (upstreamCount ?? 0), 0),
    behind: its.reduce((sum, { downstreamCount }) => sum + (downstreamCount ?? 0), 0),
  }));
  for (const [at, { fromId, toId }] of edges.entries()) {
    const [from, to] = [boxOf.get(fromId), boxOf.get(toId)];
    const pair = `${fromId} ${toId}`;
    if (from !== undefined && to !== undefined && !drawn.has(pair)) {
      // Two things may be related in more ways than one, and are each other's neighbours once.
      drawn.add(pair);
      rims[from]!.behind -= 1;
      rims[to]!.before -= 1;
    }
    if (from === undefined || to === undefined || from === to) continue;
    const key = from * members.length + to;
    const line = places.get(key) ?? lines.push([from, to]) - 1;
    places.set(key, line);
    const its = edgesOf[line];
    if (its === undefined) edgesOf[line] = [at];
    else its.push(at);
  }
  const keys = [...stacks.keys()];
  const boxes = members.map((its, at) => boxFor(keys[at]!, its, rims[at]!));
  return { boxes, lines, members, boxOf, edgesOf, beyond: nodes.length - shown.length };
}

function boxFor(key: string, members: readonly LineageNode[], rim: Box['rim']): Box {
  const [first] = members as [LineageNode, ...LineageNode[]];
  const isStack = members.length > 1;
  const { label, group } = wordsOf(first);
  const { name, version } = nameAndVersion(first);
  return {
    // A stack of one is that thing, so it is the same box where it is shown as one.
    key: isStack ? key : first.id,
    kind: kindLook(first.kind),
    title: isStack ? group || label : name,
    note: isStack
      ? stackNote(members, first.kind)
      : [version, noteOf(first)].filter((words) => words !== '').join(' · '),
    isStack,
    isFaint: members.every(({ redacted, kind, active }) => redacted || (kind === 'DEPLOYMENT' && active !== true)),
    // Of what may not be seen no neighbours are counted, and very many are not counted to the end.
    rim: { before: Math.max(0, rim.before), behind: Math.max(0, rim.behind) },
  };
}
