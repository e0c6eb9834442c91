import type { Lit, Picture } from '../picture/picture';
import type { LineageDrawing } from './lineage-drawing';
import type { AnsweredLineage } from './lineage-tree';

type Edges = AnsweredLineage['edges'];

/** What is lit of a lineage: things, by their ids, and edges, by their places. */
export interface LitThings {
  readonly ids: ReadonlySet<string>;
  readonly edges: ReadonlySet<number>;
}

/** What things rest on (up), or what rests on them (down), or both, near or far; they themselves are lit, too. */
export function reached(edges: Edges, from: readonly string[], way: 'up' | 'down' | 'both'): LitThings {
  if (way === 'both') {
    const [up, down] = [reached(edges, from, 'up'), reached(edges, from, 'down')];
    return { ids: new Set([...up.ids, ...down.ids]), edges: new Set([...up.edges, ...down.edges]) };
  }
  const next = new Map<string, [id: string, edge: number][]>();
  for (const [at, { fromId, toId }] of edges.entries()) {
    const [near, far] = way === 'down' ? [fromId, toId] : [toId, fromId];
    const its = next.get(near);
    if (its === undefined) next.set(near, [[far, at]]);
    else its.push([far, at]);
  }
  const ids = new Set(from);
  const lit = new Set<number>();
  // What is added while it is gone through is gone through, too.
  for (const id of ids)
    for (const [far, edge] of next.get(id) ?? []) {
      ids.add(far);
      lit.add(edge);
    }
  return { ids, edges: lit };
}

/** Everything on a way from some things to others, whichever were there first; undefined where there is none. */
export function between(edges: Edges, one: readonly string[], other: readonly string[]): LitThings | undefined {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const down = reached(edges, from, 'down');
    const met = to.filter((id) => down.ids.has(id));
    if (met.length === 0) continue;
    const up = reached(edges, met, 'up');
    return {
      ids: new Set([...down.ids].filter((id) => up.ids.has(id))),
      edges: new Set([...down.edges].filter((edge) => up.edges.has(edge))),
    };
  }
  return undefined;
}

/** What is lit of a drawing of it: a box where anything in it is, a line where any edge in it is. */
export function litOf({ boxOf, edgesOf, layout }: LineageDrawing & Picture, things: LitThings): Lit {
  const boxes = new Set([...things.ids].flatMap((id) => boxOf.get(id) ?? []));
  const lit = edgesOf.flatMap((edges, line) =>
    edges.some((edge) => things.edges.has(edge)) ? layout.piecesOf[line]! : [],
  );
  return { boxes, pieces: new Set(lit) };
}
