import { ask } from '../api/ask';
import type { LedgerPositions } from '../api/write';
import { eventsBehind, type LiveUpdate, positionsOf } from './live-event';
import { NewsDocument } from './news.document';

/** Events that are told one by one; where there are more, all is read anew. */
const MOST = 50;

/** Asks once what was written since: 304 without a body where nothing was. */
export async function readNews(since: LedgerPositions, signal: AbortSignal): Promise<LiveUpdate> {
  const { data } = await ask(NewsDocument, { first: MOST }, signal);
  const positions = positionsOf(data.catalogStatus);
  const events = eventsBehind(data.ledger.nodes, since).reverse();
  const isBefore = Object.entries(since).some(([subgraph, position]) => (positions[subgraph] ?? 0) < position);
  return { events: isBefore || events.length === MOST ? null : events, positions };
}
