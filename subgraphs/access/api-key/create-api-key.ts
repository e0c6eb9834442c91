import { v7 as uuid } from 'uuid';
import { apiKeyCreated } from '#events/access.events.js';
import { apiKeyDigest, apiKeyHint, createApiKey as createKey } from '#platform/auth/api-key.js';
import { isAuthenticated } from '#platform/auth/caller.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { requireAdmin } from '../fields/require-admin.js';
import { lockAccess, RoleGrantRepository } from '../role-grant/role-grant.repository.js';
import type { ApiKeyContext } from './api-key.context.js';
import type { ApiKey } from './api-key.entity.js';
import type { CreateApiKeyInput } from './api-key.inputs.js';
import type { CreateApiKeyPayload } from './api-key.payloads.js';
import { ApiKeyRepository } from './api-key.repository.js';

const DAY = 24 * 60 * 60 * 1_000;
const USUAL = 90 * DAY;
const LONGEST = 3_653 * DAY;

/**
 * Makes an API key. Its text is in this one answer; what is stored is its digest.
 * @throws {PedigraphError} FORBIDDEN for a key of somebody else, but from an ADMIN of everything; BAD_USER_INPUT for an
 *   end that is past or too far, and a kind that is no credential's; CONFLICT where the first key would shut everybody
 *   out who may grant roles
 */
export async function createApiKey(
  input: CreateApiKeyInput,
  { database, caller }: ApiKeyContext,
): Promise<CreateApiKeyPayload> {
  const { name, principal, kind, namespace, role = null } = input;
  if (kind !== 'USER' && kind !== 'SERVICE') {
    throw new PedigraphError('BAD_USER_INPUT', `Expected kind to be USER or SERVICE, but got ${kind}.`);
  }
  if (principal !== caller.actor || !isAuthenticated(caller)) requireAdmin(caller, '');
  const secret = createKey();
  const apiKey = await database.transact(caller, async ({ manager, record, clock }) => {
    await lockAccess(manager);
    const keys = new ApiKeyRepository(manager);
    if (!isAuthenticated(caller)) await refuseToShutOut(principal, role, new RoleGrantRepository(manager), keys);
    const createdAt = await clock();
    const expiresAt = endOf(input.expiresAt, createdAt);
    const row: ApiKey = {
      id: uuid(),
      name,
      principal,
      kind,
      digest: apiKeyDigest(secret),
      hint: apiKeyHint(secret),
      role,
      namespace,
      expiresAt,
      createdAt,
      actor: caller.actor,
    };
    await keys.insert(row);
    record(apiKeyCreated(principal, { id: row.id, name, principal, kind, role, namespace, expiresAt }));
    return row;
  });
  // A request that is sent again gets the key of the first one, whose text is nowhere any more.
  return { apiKey, secret: apiKey.digest === apiKeyDigest(secret) ? secret : null };
}

/** With the first key there is no anonymous caller any more, who until now may do everything. */
async function refuseToShutOut(
  principal: string,
  role: ApiKey['role'],
  grants: RoleGrantRepository,
  keys: ApiKeyRepository,
): Promise<void> {
  if (await keys.any()) return;
  if (role === null && (await grants.admins()).includes(principal)) return;
  throw new PedigraphError(
    'CONFLICT',
    `The first API key ends the time in which everybody who reaches the server may do everything, so it has to be that of an ADMIN of everything, without a role of its own: grant ${principal} that role first (grantRole, or pedigraph grant ${principal} ADMIN). Nothing was written.`,
  );
}

function endOf(asked: Date | null | undefined, now: Date): Date {
  const expiresAt = asked ?? new Date(now.getTime() + USUAL);
  const ahead = expiresAt.getTime() - now.getTime();
  if (ahead > 0 && ahead <= LONGEST) return expiresAt;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected expiresAt to be a moment within ten years from now, but got ${expiresAt.toISOString()}. Nothing was written.`,
  );
}
