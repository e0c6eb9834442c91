import * as z from 'zod';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import { LedgerFault } from './other-history.js';

/**
 * The facts of an event, as far as the schema asks for them.
 * @throws {LedgerFault} naming the position of an event that says something else than its type promises. It is not passed
 * over: a ledger never changes, so what is skipped once stays missing.
 */
export function readPayload<Payload>(
  schema: z.ZodType<Payload>,
  { position, type, payload }: Pick<LedgerEvent, 'position' | 'type' | 'payload'>,
): Payload {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new LedgerFault(
    `the event at position ${position}, of type ${type}, cannot be read: ${z.prettifyError(parsed.error)}`,
  );
}
