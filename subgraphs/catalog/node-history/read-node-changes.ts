import type * as z from 'zod';
import { aliasRemoved, aliasSet } from '#events/alias.events.js';
import type { LedgerEventType } from '#events/ledger-events.js';
import { loggedModelCreated, loggedModelFinished } from '#events/logged-model.events.js';
import { runFinished, runRenamed, runStarted } from '#events/run.events.js';
import { statusChanged } from '#events/status.events.js';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import { readPayload } from '../projection/read-payload.js';

/** What holds of a node of the lineage for a time, and then something else does. */
export type NodeFacet = 'name' | 'status' | 'alias';

/** Something begins to hold of a node, and what held in its slot before ends. */
export interface NodeChange {
  /** What has one value at a time: the name of a run, the status of a version, an alias of a model. */
  readonly slot: string;
  readonly facet: NodeFacet;
  /** The node of which it holds from now on; null where it holds of none. */
  readonly nodeId: string | null;
  readonly value: string;
  readonly at: Date;
  /** Whether the slot was empty before, for sure. */
  readonly isFirst: boolean;
}

/** What is read of the payload of each event that changes what holds of a node. */
const PAYLOADS = {
  RunStarted: runStarted.payload.pick({ id: true, name: true }),
  RunRenamed: runRenamed.payload.pick({ id: true, name: true }),
  RunFinished: runFinished.payload.pick({ id: true, status: true }),
  LoggedModelCreated: loggedModelCreated.payload.pick({ id: true, name: true }),
  LoggedModelFinished: loggedModelFinished.payload.pick({ id: true, status: true }),
  StatusChanged: statusChanged.payload.pick({ modelVersionId: true, status: true }),
  AliasSet: aliasSet.payload.pick({ model: true, alias: true, modelVersionId: true }),
  AliasRemoved: aliasRemoved.payload.pick({ model: true, alias: true }),
} as const satisfies Partial<Record<LedgerEventType, z.ZodObject>>;

type Read = keyof typeof PAYLOADS;
type Change = Omit<NodeChange, 'at'>;

const READERS: { readonly [Type in Read]: (payload: z.output<(typeof PAYLOADS)[Type]>) => Change } = {
  RunStarted: ({ id, name }) => ({ ...ofNode('name', id, name), isFirst: true }),
  RunRenamed: ({ id, name }) => ofNode('name', id, name),
  RunFinished: ({ id, status }) => ({ ...ofNode('status', id, status), isFirst: true }),
  LoggedModelCreated: ({ id, name }) => ({ ...ofNode('name', id, name), isFirst: true }),
  LoggedModelFinished: ({ id, status }) => ofNode('status', id, status),
  StatusChanged: ({ modelVersionId, status }) => ofNode('status', modelVersionId, status),
  AliasSet: ({ model, alias, modelVersionId }) => ofAlias(model, alias, modelVersionId),
  AliasRemoved: ({ model, alias }) => ofAlias(model, alias, null),
};

/**
 * What a batch of events of one ledger changes of nodes, in their order; all that is said of a slot stands in one ledger.
 * @throws {LedgerFault} naming the position of an event whose payload cannot be read: it is not passed over.
 */
export function readNodeChanges(
  events: readonly Pick<LedgerEvent, 'position' | 'type' | 'at' | 'payload'>[],
): NodeChange[] {
  return events.flatMap((event) => (isRead(event.type) ? { ...read(event.type, event), at: event.at } : []));
}

function isRead(type: string): type is Read {
  return Object.hasOwn(PAYLOADS, type);
}

function read<Type extends Read>(type: Type, event: Pick<LedgerEvent, 'position' | 'type' | 'payload'>): Change {
  const schema: z.ZodType<unknown> = PAYLOADS[type];
  return READERS[type](readPayload(schema, event) as z.output<(typeof PAYLOADS)[Type]>);
}

function ofNode(facet: NodeFacet, nodeId: string, value: string): Change {
  return { slot: `${facet} ${nodeId}`, facet, nodeId, value, isFirst: false };
}

function ofAlias(model: string, alias: string, nodeId: string | null): Change {
  return { slot: `alias ${model} ${alias}`, facet: 'alias', nodeId, value: alias, isFirst: false };
}
