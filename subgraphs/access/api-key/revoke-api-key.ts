import { validate as isUuid } from 'uuid';
import { apiKeyRevoked } from '#events/access.events.js';
import { holds } from '#platform/auth/rights.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { lockAccess, RoleGrantRepository } from '../role-grant/role-grant.repository.js';
import type { ApiKeyContext } from './api-key.context.js';
import type { ApiKey } from './api-key.entity.js';
import type { RevokeApiKeyInput } from './api-key.inputs.js';
import { ApiKeyRepository } from './api-key.repository.js';

/**
 * Revokes a key: the next request with it is refused, on every gateway. One that is revoked already stays as it is.
 * @throws {PedigraphError} NOT_FOUND where there is none, or it is somebody else's and the caller no ADMIN of
 *   everything; CONFLICT for the last key of the last ADMIN
 */
export async function revokeApiKey(
  { apiKey: id, reason = null }: RevokeApiKeyInput,
  { database, caller }: ApiKeyContext,
): Promise<ApiKey> {
  return database.transact(caller, async ({ manager, record, clock }) => {
    await lockAccess(manager);
    const keys = new ApiKeyRepository(manager);
    const key = isUuid(id) ? await keys.findById(id) : null;
    if (key === null || (key.principal !== caller.actor && !holds(caller.rights, 'ADMIN', ''))) throw notFound(id);
    if ((await keys.findRevocations([key.id])).length > 0) return key;
    const createdAt = await clock();
    await refuseLastWayIn(key, createdAt, keys, new RoleGrantRepository(manager));
    await keys.insertRevocation({ apiKeyId: key.id, createdAt, actor: caller.actor, reason });
    const { name, principal } = key;
    record(apiKeyRevoked(principal, { id: key.id, name, principal, reason }));
    return key;
  });
}

function notFound(id: string): PedigraphError {
  return new PedigraphError(
    'NOT_FOUND',
    `There is no API key ${JSON.stringify(id.slice(0, 100))} of yours: apiKeys lists them. Nothing was written.`,
  );
}

/** A leaked key is replaced before it is revoked: without any, nobody could make one. */
async function refuseLastWayIn(
  key: ApiKey,
  now: Date,
  keys: ApiKeyRepository,
  grants: RoleGrantRepository,
): Promise<void> {
  const admins = await grants.admins();
  if (key.role !== null || admins.length !== 1 || admins[0] !== key.principal) return;
  if ((await keys.othersThatOpen(key, now)) > 0) return;
  throw new PedigraphError(
    'CONFLICT',
    `This is the last API key of ${key.principal}, who is the only ADMIN of everything: make another key first, then revoke this one. Nothing was written.`,
  );
}
