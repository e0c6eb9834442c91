import { PedigraphError } from '../errors/pedigraph-error.js';
import type { Caller } from './caller.js';

/**
 * Refuses a caller from whom anything is hidden: for what cannot be given in part.
 * @throws {PedigraphError} FORBIDDEN.
 */
export function refuseWithoutSight({ actor, rights }: Caller): void {
  if (rights.hidden.length === 0) return;
  throw new PedigraphError(
    'FORBIDDEN',
    `Expected a caller who may see everything, but something is hidden from ${actor}: ask an ADMIN for a role on everything.`,
  );
}
