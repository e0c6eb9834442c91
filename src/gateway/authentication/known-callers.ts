import { LRUCache } from 'lru-cache';
import { ANONYMOUS, type Caller, type Identity, SYSTEM } from '#platform/auth/caller.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { CallerFacts, CallerRegister } from './caller-register.js';
import type { Credential } from './credential.js';
import { rightsOf } from './rights-of.js';

/** What callers are made by. */
export interface KnownCallersOptions {
  /** Undefined where the supergraph has none: then a credential's own roles are all there are. */
  readonly register: CallerRegister | undefined;
  /** Whether whoever shows no credential may come in, while nobody was ever given a key. */
  readonly admitsAnonymous: boolean;
  /** Whether reading wants no role, but in closed namespaces. */
  readonly readingIsOpen: boolean;
  /** Where people sign in with a browser. @default nowhere */
  readonly signInAt?: string | undefined;
}

/**
 * The caller that a credential stands for; of none, the anonymous one.
 * @param revision that of the register now; what it has said holds while it is the same. Null: it is asked anew
 * @throws {PedigraphError} UNAUTHENTICATED; UNAVAILABLE where the register does not answer
 */
export type CallerOf = (credential: Credential | undefined, revision: string | null) => Promise<Caller>;

/** How long a caller is taken for the same without another question, in milliseconds: keys note their last use. */
const ASKED_AGAIN_MS = 60_000;
/** Credentials that are remembered. */
const MEMORY = 10_000;

/** Remembers who stands behind which credential, under the revision of the register that said so. */
export function createCallerOf(options: KnownCallersOptions): CallerOf {
  const known = new LRUCache<string | Identity, Remembered>({ max: MEMORY });
  return async (credential, revision) => {
    const key = keyOf(credential);
    const remembered = known.get(key);
    const isCurrent =
      remembered !== undefined &&
      revision !== null &&
      remembered.revision === revision &&
      performance.now() - remembered.askedAt < ASKED_AGAIN_MS;
    const outcome = isCurrent ? remembered.outcome : await judge(credential, options);
    if (!isCurrent && revision !== null) known.set(key, { revision, outcome, askedAt: performance.now() });
    if (outcome instanceof PedigraphError) throw outcome;
    if (outcome.expiresAt !== undefined && outcome.expiresAt <= Date.now()) throw ended();
    return outcome;
  };
}

interface Remembered {
  readonly revision: string;
  readonly outcome: Caller | PedigraphError;
  readonly askedAt: number;
}

function keyOf(credential: Credential | undefined): string | Identity {
  if (credential === undefined) return 'anonymous';
  return 'keyDigest' in credential ? credential.keyDigest : credential.identity;
}

const NOTHING_WRITTEN: CallerFacts = { key: null, roles: [], closed: [], anyKey: false, sessionEnded: false };

async function judge(
  credential: Credential | undefined,
  { register, admitsAnonymous, readingIsOpen, signInAt }: KnownCallersOptions,
): Promise<Caller | PedigraphError> {
  const question =
    credential === undefined
      ? {}
      : 'keyDigest' in credential
        ? { keyDigest: credential.keyDigest }
        : { principal: credential.identity.actor, session: credential.session };
  const facts = register === undefined ? NOTHING_WRITTEN : await register.factsOf(question);
  if (credential === undefined) return admitsAnonymous && !facts.anyKey ? ANONYMOUS : missing(signInAt);
  const closed = readingIsOpen ? facts.closed : [...facts.closed, ''];
  if ('identity' in credential) {
    if (facts.sessionEnded) return loggedOut();
    const { actor, kind, grants = [], scopes, expiresAt } = credential.identity;
    if (actor === SYSTEM.actor || actor === ANONYMOUS.actor) return reserved(actor);
    const rights = rightsOf({ roles: [...grants, ...facts.roles], closed, scope: null });
    return Object.freeze({ actor, kind, rights, scopes, expiresAt });
  }
  const { key } = facts;
  if (key === null) return unknownKey();
  const scope = key.role === null ? null : { role: key.role, namespace: key.namespace };
  const rights = rightsOf({ roles: facts.roles, closed, scope });
  return Object.freeze({ actor: key.principal, kind: key.kind, rights, expiresAt: key.expiresAt ?? undefined });
}

function missing(signInAt: string | undefined): PedigraphError {
  const signIn = signInAt === undefined ? '' : `, or sign in with a browser at ${signInAt}`;
  return new PedigraphError(
    'UNAUTHENTICATED',
    `The server wants a token; send the header "Authorization: Bearer <token>"${signIn}.`,
  );
}

function unknownKey(): PedigraphError {
  return new PedigraphError(
    'UNAUTHENTICATED',
    'The API key opens nothing: it was revoked, has ended, or is of another server. Make another one: pedigraph key create.',
  );
}

function ended(): PedigraphError {
  return new PedigraphError('UNAUTHENTICATED', 'The credential has ended: get another one.');
}

function loggedOut(): PedigraphError {
  return new PedigraphError('UNAUTHENTICATED', 'Your session was ended by a log-out: sign in again at /auth/login.');
}

function reserved(actor: string): PedigraphError {
  return new PedigraphError('UNAUTHENTICATED', `Nobody may go by the name ${actor}, which is the program’s own.`);
}
