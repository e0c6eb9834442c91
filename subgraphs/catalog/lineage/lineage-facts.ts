import * as z from 'zod';
import { lineageFact } from '#events/lineage-fact.js';
import type { LineageFact, LineageNodeFact } from '#platform/database/new-ledger-event.js';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import { LedgerFault } from '../projection/other-history.js';
import { COLUMN_OF, columnNode, DERIVED_FROM, READ } from './column-node.js';
import type { LineageEdgeRow, NewLineageNode } from './lineage.repository.js';

/** The rows that a batch of events adds to the graph; no node and no edge is among them twice. */
export interface LineageRows {
  readonly nodes: readonly NewLineageNode[];
  readonly edges: readonly LineageEdgeRow[];
}

/**
 * What a batch of events of one ledger says about lineage. A node first met as somebody's upstream is taken from the facts in the
 * edge, with `at` null until its own event comes: the events of different ledgers arrive in any order. A column that is
 * named is a node on the way from its dataset version, beside the edge that goes there directly.
 * @throws {LedgerFault} naming the position of an event whose lineage is not what `LineageFact` promises. It is not passed
 * over: a ledger never changes, so what is skipped once stays missing.
 */
export function lineageRowsOf(
  subgraph: string,
  events: readonly Pick<LedgerEvent, 'position' | 'at' | 'payload'>[],
): LineageRows {
  const nodes = new Map<string, NewLineageNode>();
  const edges = new Map<string, LineageEdgeRow>();
  for (const event of events) {
    const fact = factOf(event);
    if (fact === null) continue;
    const { id, kind, ref } = fact.node;
    if (nodes.get(id)?.at == null) nodes.set(id, { id, kind, ref, at: event.at, subgraph, position: event.position });
    const link = (upstreamId: string, downstreamId: string, relation: string) =>
      edges.set(`${upstreamId} ${downstreamId} ${relation}`, { upstreamId, downstreamId, relation });
    const meetColumn = (dataset: LineageNodeFact, name: string) => {
      const column = columnNode(dataset, name);
      const { at, position = event.position } = nodes.get(column.id) ?? {};
      nodes.set(column.id, { ...column, at: at != null && at < event.at ? at : event.at, subgraph, position });
      link(dataset.id, column.id, COLUMN_OF);
      return column.id;
    };
    for (const { relation, columns = [], columnEdges = [], ...upstream } of fact.upstream) {
      if (!nodes.has(upstream.id)) nodes.set(upstream.id, { ...upstream, at: null });
      link(upstream.id, id, relation);
      for (const name of columns) link(meetColumn(upstream, name), id, READ);
      for (const { from, to } of columnEdges) link(meetColumn(upstream, from), meetColumn(fact.node, to), DERIVED_FROM);
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

function factOf({ position, payload }: Pick<LedgerEvent, 'position' | 'payload'>): LineageFact | null {
  if (payload.lineage == null) return null;
  const parsed = lineageFact.safeParse(payload.lineage);
  if (parsed.success) return parsed.data;
  throw new LedgerFault(
    `the event at position ${position} has a lineage that cannot be read: ${z.prettifyError(parsed.error)}`,
  );
}
