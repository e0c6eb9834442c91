import type { Caller } from '#platform/auth/caller.js';
import { holds } from '#platform/auth/rights.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/**
 * Refuses whoever is not ADMIN of a namespace: nobody grants, closes or hands out more than they hold.
 * @param namespace the empty text is everything
 * @throws {PedigraphError} FORBIDDEN
 */
export function requireAdmin({ actor, rights }: Caller, namespace: string): void {
  if (holds(rights, 'ADMIN', namespace)) return;
  const where = namespace === '' ? 'everything' : `the namespace ${namespace}`;
  throw new PedigraphError(
    'FORBIDDEN',
    `Expected an ADMIN of ${where}, but ${actor} is none: have somebody who is do it, or grant the role. Nothing was written.`,
    { role: 'ADMIN', namespace },
  );
}
