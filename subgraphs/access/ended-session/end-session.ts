import { sessionEnded } from '#events/access.events.js';
import { requireGateway } from '../fields/require-gateway.js';
import { lockAccess } from '../role-grant/role-grant.repository.js';
import type { EndSessionInput } from './end-session.inputs.js';
import type { EndSessionPayload } from './end-session.payload.js';
import type { EndedSessionContext } from './ended-session.context.js';
import { EndedSessionRepository } from './ended-session.repository.js';

/**
 * Ends a session: the next request with its cookie is refused, on every gateway. One that is over stays as it is.
 * @throws {PedigraphError} FORBIDDEN for whoever is no gateway
 */
export async function endSession(
  { session, principal, expiresAt }: EndSessionInput,
  { database, caller }: EndedSessionContext,
): Promise<EndSessionPayload> {
  requireGateway(caller);
  return database.transact(caller, async ({ manager, record, clock }) => {
    await lockAccess(manager);
    const sessions = new EndedSessionRepository(manager);
    if (await sessions.has(session)) return { ended: false };
    await sessions.insert({ session, principal, expiresAt, createdAt: await clock(), actor: caller.actor });
    record(sessionEnded(principal, { session, principal, expiresAt }));
    return { ended: true };
  });
}
