import { printable } from '#platform/errors/printable.js';

/** The walk of a lineage, as the API answers it. */
export interface LineageAnswer {
  readonly root: { readonly id: string; readonly ref: string; readonly kind: string };
  readonly complete: boolean;
  readonly incompleteReason: string | null;
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly { readonly fromId: string; readonly toId: string; readonly relation: string | null }[];
}

interface LineageNode {
  readonly id: string;
  readonly ref: string;
  readonly kind: string;
  readonly redacted: boolean;
  readonly status: string | null;
  readonly aliases: readonly string[];
}

/**
 * The lines of a lineage as a tree. A lineage is a graph: what lies below a node is drawn where the node is met first,
 * and where it is met again a sign says that it is above.
 */
export function lineageTree(lineage: LineageAnswer, direction: 'UPSTREAM' | 'DOWNSTREAM'): string[] {
  const nodes = new Map(lineage.nodes.map((node) => [node.id, node]));
  const below = new Map<string, { readonly id: string; readonly relation: string }[]>();
  for (const { fromId, toId, relation } of lineage.edges) {
    const [near, id] = direction === 'UPSTREAM' ? [toId, fromId] : [fromId, toId];
    if (!nodes.has(id)) continue;
    const list = below.get(near) ?? below.set(near, []).get(near)!;
    list.push({ id, relation: relation ?? 'UNKNOWN' });
  }
  const drawn = new Set<string>([lineage.root.id]);
  const lines = [printable(labelOf(nodes.get(lineage.root.id) ?? lineage.root))];
  // A stack and no recursion: a lineage may be deeper than a call stack.
  const open = childrenOf(lineage.root.id, '');
  while (open.length > 0) {
    const { id, relation, prefix, isLast } = open.pop()!;
    const again = drawn.has(id) && below.has(id);
    const label = `${relation} ${labelOf(nodes.get(id)!)}${again ? ' (see above)' : ''}`;
    lines.push(`${prefix}${isLast ? '└─ ' : '├─ '}${printable(label)}`);
    if (!drawn.has(id)) open.push(...childrenOf(id, `${prefix}${isLast ? '   ' : '│  '}`));
    drawn.add(id);
  }
  return lineage.complete ? lines : [...lines, `This is not all of it: ${lineage.incompleteReason}`];

  /** The last first: the stack is drawn from its end. */
  function childrenOf(id: string, prefix: string) {
    const children = below.get(id) ?? [];
    return children.map((child, index) => ({ ...child, prefix, isLast: index === children.length - 1 })).reverse();
  }
}

function labelOf(node: Pick<LineageNode, 'ref' | 'kind'> & Partial<LineageNode>): string {
  const { ref, kind, redacted = false, status = null, aliases = [] } = node;
  const notes = [...(status === null ? [] : [status]), ...aliases.map((name) => `@${name}`)];
  const name = redacted ? 'something you may not see' : ref;
  return `${kind} ${name}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}
