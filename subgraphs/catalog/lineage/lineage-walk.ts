import type { LineageWay } from './lineage.enums.js';
import type { LineageEdgeRow } from './lineage.repository.js';

/** Steps that the walks of one request read at most, together. */
export const MAX_STEPS = 50_000;

/** How far to walk, and which way. */
export interface WalkLimits {
  readonly way: LineageWay;
  readonly depth: number;
  /** Nodes at most, the root included. */
  readonly first: number;
  /** Kinds of nodes that are not walked past. */
  readonly stopAt: ReadonlySet<string>;
  /** Only what was recorded by this moment; null is any. */
  readonly asOf: Date | null;
}

/** What a walk found. */
export interface Walk {
  /** The nodes reached and how many steps away each is; the root is at 0. */
  readonly depthOf: ReadonlyMap<string, number>;
  /** The edges between them that lie on the way. */
  readonly edges: readonly LineageEdgeRow[];
  /** Why there is more than was found: a sentence; null where there is not. */
  readonly cutShort: string | null;
}

/** The steps from a node, the way a walk goes. */
export interface Steps {
  readonly next: { readonly farId: string; readonly relation: string; readonly farKind: string | null }[];
  /** Whether these are all of them. */
  whole: boolean;
}

/** One walk from one root, advanced level by level over steps that somebody else reads. */
export class LineageWalk {
  /** The nodes met last, whose steps come next. */
  frontier: readonly string[];
  private readonly depthOf: Map<string, number>;
  private readonly edges: LineageEdgeRow[] = [];
  /** Nodes that a deeper walk would reach next. */
  private readonly beyond = new Set<string>();
  private full = false;
  private whole = true;

  constructor(
    root: string,
    private readonly limits: WalkLimits,
  ) {
    this.frontier = [root];
    this.depthOf = new Map([[root, 0]]);
  }

  /** Takes the steps from all nodes at `depth`; at the last one only looks whether there would be more. */
  advance(depth: number, known: ReadonlyMap<string, Steps>): void {
    const reached: string[] = [];
    for (const id of this.frontier) {
      const steps = known.get(id);
      if (steps === undefined) throw new TypeError('the steps from every node of the frontier are read before');
      if (!steps.whole) this.whole = false;
      for (const { farId, relation, farKind } of steps.next) {
        this.edges.push(this.edge(id, farId, relation));
        if (this.depthOf.has(farId)) continue;
        if (depth === this.limits.depth) this.beyond.add(farId);
        else if (this.depthOf.size === this.limits.first) this.full = true;
        else {
          this.depthOf.set(farId, depth + 1);
          if (farKind === null || !this.limits.stopAt.has(farKind)) reached.push(farId);
        }
      }
    }
    this.frontier = this.full ? [] : reached;
  }

  result(): Walk {
    const { depthOf } = this;
    const edges = this.edges.filter((edge) => depthOf.has(edge.upstreamId) && depthOf.has(edge.downstreamId));
    return { depthOf, edges, cutShort: this.cutShort() };
  }

  private edge(id: string, farId: string, relation: string): LineageEdgeRow {
    return this.limits.way === 'UPSTREAM'
      ? { upstreamId: farId, downstreamId: id, relation }
      : { upstreamId: id, downstreamId: farId, relation };
  }

  private cutShort(): string | null {
    const { depth, first } = this.limits;
    const way = this.limits.way.toLowerCase();
    if (this.full) {
      return `${first} nodes reached ${way}, and there are more: ask with a greater first, or from one of the outermost nodes.`;
    }
    if (this.beyond.size > 0) {
      const count = `${this.whole ? '' : 'at least '}${this.beyond.size} further node${this.beyond.size === 1 ? '' : 's'}`;
      return `depth ${depth} reached ${way}: ${count} one step behind; ask with a greater depth.`;
    }
    return this.whole ? null : `more than ${MAX_STEPS} edges met ${way}: ask for less in one request.`;
  }
}
