import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '#integrations/client/api-error.js';
import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { everyPage } from '#integrations/importing/every-page.js';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import type { BundledEvent } from '../format/members.js';
import type { BundleWriter } from '../format/write-members.js';
import { EVENTS } from './selections.js';

/** Characters of events in a member, but for an event that is longer. */
const MOST_TEXT = 4_000_000;
/** How often the catalog is asked for an event that it has not read yet, and how long is waited in between. */
const ATTEMPTS = 20;
const PAUSE_MS = 250;

interface Entry {
  readonly subgraph: string;
  readonly position: number;
  readonly id: string;
  readonly typeName: string;
  readonly subject: string;
  readonly actor: string;
  readonly createdAt: string;
  readonly payload: unknown;
  readonly rows: unknown;
  readonly previousHash: string | null;
  readonly hash: string;
  readonly redacted: boolean;
}

/**
 * Adds the events of a subject, newest first; returns how many are withheld.
 * @param digest what one of them has to have sealed: the catalog may not have read of it yet. @default nothing
 * @throws {ApiError} UNAVAILABLE where the catalog still has not
 */
export async function readEvents(
  subject: string,
  digest: string | null,
  client: GraphqlClient,
  writer: BundleWriter,
): Promise<number> {
  if (digest !== null) await untilRead(subject, digest, client);
  let events: BundledEvent[] = [];
  let size = 0;
  let redacted = 0;
  for await (const entry of everyPage<Entry>(client, EVENTS, { subject })) {
    const event = bundled(entry);
    if (event.redacted) redacted++;
    const { length } = canonicalJson(event);
    if (events.length > 0 && size + length > MOST_TEXT) {
      await writer.add({ kind: 'events', events });
      events = [];
      size = 0;
    }
    events.push(event);
    size += length;
  }
  if (events.length > 0) await writer.add({ kind: 'events', events });
  return redacted;
}

async function untilRead(subject: string, digest: string, client: GraphqlClient): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for await (const { payload } of everyPage<Entry>(client, EVENTS, { subject }))
      if ((payload as { readonly digest?: unknown } | null)?.digest === digest) return;
    await pause(PAUSE_MS);
  }
  throw new ApiError(
    'UNAVAILABLE',
    `The catalog has not read the event that sealed ${subject}: try again a little later.`,
  );
}

function bundled({ typeName, createdAt, ...entry }: Entry): BundledEvent {
  return { ...entry, type: typeName, at: new Date(createdAt).toISOString() } as BundledEvent;
}
