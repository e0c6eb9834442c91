import type { Caller } from '#platform/auth/caller.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/**
 * Refuses whoever is no gateway that asks in its own name.
 * @throws {PedigraphError} FORBIDDEN
 */
export function requireGateway({ actor, kind }: Caller): void {
  if (kind === 'SYSTEM') return;
  throw new PedigraphError('FORBIDDEN', `Only a gateway asks this, in its own name, but ${actor} did.`);
}
