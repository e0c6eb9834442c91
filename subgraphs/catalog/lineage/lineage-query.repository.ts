import type { EntityManager } from 'typeorm';
import type { Caller } from '#platform/auth/caller.js';
import { overSeen, type SeenTable } from '#platform/database/rows/over-seen.js';
import { type GroupQuery, type GroupRow, groupStatement } from './groups/group-statement.js';
import type { LineageNodeRow } from './lineage.repository.js';
import type { WalkQuery } from './walk/walk-query.js';
import { type WalkRow, walkStatement } from './walk/walk-statement.js';

/** The SQL of "the caller sees this node": by its ref, which of a deployment begins with its target; that goes by its model. */
const isSeen = (sees: (name: string) => string): string =>
  `CASE WHEN n.kind = 'DEPLOYMENT'
     THEN EXISTS (SELECT FROM registry_deployment d WHERE d.id = n.id AND ${sees('d.model')})
     ELSE ${sees('n.ref')} END`;

/** Nodes that are seen, for whoever asks by name: what is hidden is not there. */
const SEEN_NODES: SeenTable = {
  name: 'lineage_node',
  query: ({ sees }) => `SELECT n.* FROM lineage_node n WHERE ${isSeen(sees)}`,
};

/** All nodes, for walks: what is hidden is in its place, without its ref. */
export const REDACTED_NODES: SeenTable = {
  name: 'lineage_node',
  query: ({ sees }) => `
    SELECT n.id, n.kind, CASE WHEN ${isSeen(sees)} THEN n.ref END AS ref, n.at, n.subgraph, n.position FROM lineage_node n`,
};

/** Reads of the `lineage_node` and `lineage_edge` tables, as far as a caller sees what is in them. */
export class LineageQueryRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly caller: Pick<Caller, 'rights'>,
  ) {}

  findByIds(ids: readonly string[]): Promise<LineageNodeRow[]> {
    return this.readSeen('SELECT id, kind, ref, at FROM lineage_node WHERE id = ANY ($1::uuid[])', [ids]);
  }

  /** The nodes that have one of the refs or ids. */
  findByRefsOrIds(refs: readonly string[], ids: readonly string[]): Promise<LineageNodeRow[]> {
    return this.readSeen(
      `SELECT id, kind, ref, at FROM lineage_node WHERE ref = ANY ($1::text[])
       UNION SELECT id, kind, ref, at FROM lineage_node WHERE id = ANY ($2::uuid[])`,
      [refs, ids],
    );
  }

  /** Parts of the walks from some nodes, in one statement; the refs of hidden nodes are null. */
  walk(query: WalkQuery): Promise<WalkRow[]> {
    const { text, values } = overSeen(walkStatement(query), this.caller.rights, [REDACTED_NODES]);
    return this.manager.query(text, values);
  }

  /** What the walks from some nodes meet, in groups; the names of hidden nodes are null. */
  groups(query: GroupQuery): Promise<GroupRow[]> {
    const { text, values } = overSeen(groupStatement(query), this.caller.rights, [REDACTED_NODES]);
    return this.manager.query(text, values);
  }

  private readSeen(text: string, values: unknown[]): Promise<LineageNodeRow[]> {
    const statement = overSeen({ text, values }, this.caller.rights, [SEEN_NODES]);
    return this.manager.query(statement.text, statement.values);
  }
}
