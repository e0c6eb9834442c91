import { canonicalJson } from '#platform/digest/canonical-json.js';
import { sha256 } from '#platform/digest/digest.js';
import type { BundledEvent } from '../format/members.js';
import { notABundle } from '../format/refusals.js';

/**
 * Holds an event against its hash, which is over all of it and the hash of the one before. Of one that is redacted the
 * payload was withheld, and nothing can be computed.
 * @throws {PedigraphError} BAD_USER_INPUT
 */
export function refuseChangedEvent({ subgraph, redacted, rows, hash, ...event }: BundledEvent): void {
  if (redacted || sha256(canonicalJson({ ...event, rows: rows ?? undefined })) === hash) return;
  throw notABundle(`the event at position ${event.position} of ${subgraph.slice(0, 100)} is not what its hash says`);
}
