import { parse } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Ports } from '#platform/ports/ports.js';
import type { LedgerHead } from '../projection/ledger-head.entity.js';
import { behindHead, OtherHistory } from '../projection/other-history.js';

const PLACES = parse(`query LedgerPlaces($after: SafeInt!, $first: Int!) {
  ledgerEvents(after: $after, first: $first) { position hash }
}`);

/** A subgraph returns at most this many events at once. */
const MOST = 1_000;

/**
 * Where each ledger ends now, as its subgraph says, from where the catalog has read it.
 * @throws {PedigraphError} UNAVAILABLE where a subgraph does not answer; CONFLICT where a ledger does not continue what the
 * catalog has read.
 */
export function readLedgerHeads(known: readonly LedgerHead[], ports: Ports): Promise<LedgerHead[]> {
  return Promise.all(known.map((head) => readHead(head, ports)));
}

async function readHead(known: LedgerHead, ports: Ports): Promise<LedgerHead> {
  for (let head = known; ; ) {
    const after = Math.max(head.position - 1, 0);
    const { ledgerEvents } = await ports.ask<{ ledgerEvents: { position: number; hash: string }[] }>({
      subgraph: head.subgraph,
      document: PLACES,
      variables: { after, first: MOST },
    });
    const last = continued(head, ledgerEvents).at(-1);
    if (last === undefined) return head;
    head = { subgraph: head.subgraph, ...last };
    if (ledgerEvents.length < MOST) return head;
  }
}

function continued(head: LedgerHead, events: readonly { position: number; hash: string }[]) {
  try {
    return behindHead(head, events);
  } catch (error) {
    if (!(error instanceof OtherHistory)) throw error;
    throw new PedigraphError('CONFLICT', `There is no checkpoint: in the ${head.subgraph} ledger ${error.message}.`);
  }
}
