import * as z from 'zod';
import { CALLER_KINDS } from '#platform/auth/caller.js';
import { ROLES } from '#platform/auth/role.js';
import { defineEvent } from '#platform/ledger/define-event.js';
import { id, moment } from './payload-fields.js';

const ledgers = ['access'];
const principal = z.string();
const namespace = z.string().describe('the empty text is everything');
const reason = z.string().nullable();

/** Somebody is given an API key. */
export const apiKeyCreated = defineEvent({
  type: 'ApiKeyCreated',
  ledgers,
  subject: 'the principal whose key it is',
  when: 'An API key is made. The key itself stands nowhere.',
  payload: z.object({
    id,
    name: z.string(),
    principal,
    kind: z.enum(CALLER_KINDS),
    role: z
      .enum(ROLES)
      .nullable()
      .describe('the most that the key may do; null where it may do all that the principal may'),
    namespace,
    expiresAt: moment.nullable(),
  }),
});

/** An API key ends before its time. */
export const apiKeyRevoked = defineEvent({
  type: 'ApiKeyRevoked',
  ledgers,
  subject: 'the principal whose key it was',
  when: 'An API key is revoked.',
  payload: z.object({ id, name: z.string(), principal, reason }),
});

/** Somebody is given a role, in place of the one they had there. */
export const roleGranted = defineEvent({
  type: 'RoleGranted',
  ledgers,
  subject: 'the principal who has the role from now on',
  when: 'A role in a namespace is granted; it takes the place of another one there.',
  payload: z.object({ id, principal, role: z.enum(ROLES), namespace, reason }),
});

/** Somebody has no role in a namespace any more. */
export const roleRevoked = defineEvent({
  type: 'RoleRevoked',
  ledgers,
  subject: 'the principal who had the role',
  when: 'A role in a namespace is taken away.',
  payload: z.object({ id, principal, namespace, reason }),
});

const closing = z.object({ id, namespace, reason });

/** From now on only those who have a role in a namespace see what is in it. */
export const namespaceClosed = defineEvent({
  type: 'NamespaceClosed',
  ledgers,
  subject: 'the namespace',
  when: 'A namespace is closed: only those see it who have a role in it.',
  payload: closing,
});

/** A namespace is for all to read again. */
export const namespaceOpened = defineEvent({
  type: 'NamespaceOpened',
  ledgers,
  subject: 'the namespace',
  when: 'A closed namespace is opened: everybody who may read at all sees it.',
  payload: closing,
});

/** Somebody logged out, before the cookie of the session ends. */
export const sessionEnded = defineEvent({
  type: 'SessionEnded',
  ledgers,
  subject: 'the principal whose session it was',
  when: 'Somebody logs out: the session opens nothing any more, on any gateway.',
  payload: z.object({
    session: z.string().describe('`sha256:…` over the id of the session'),
    principal,
    expiresAt: moment,
  }),
});
