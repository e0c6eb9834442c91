import type { LineageKind } from '#values/lineage-kind.js';
import type { LineageWay } from './lineage.enums.js';
import { entityOf } from './lineage-entity.js';
import type { LineageNode } from './lineage-parts.js';
import { isSeen, nodeName } from './redacted-node.js';
import type { WalkedNode } from './walk/read-walks.js';

/** A node of a walk as the caller sees it. The entity is made for those who ask for it. */
export class SeenNode implements LineageNode {
  readonly id: string;
  readonly ref: string;
  readonly kind: LineageKind;
  readonly depth: number;
  readonly createdAt: Date | null;
  readonly redacted: boolean;
  readonly walkedId: string;

  constructor(
    node: WalkedNode,
    way: LineageWay,
    readonly asked: LineageNode['asked'],
  ) {
    const { id, ref } = nodeName(node, way);
    this.id = id;
    this.ref = ref;
    this.kind = node.kind as LineageKind;
    this.depth = node.depth;
    this.redacted = !isSeen(node);
    this.createdAt = this.redacted ? null : node.at;
    this.walkedId = node.id;
  }

  get entity(): LineageNode['entity'] {
    return this.redacted ? null : entityOf(this);
  }
}
