import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '#platform/auth/caller.js';
import { ALL_RIGHTS, holds, rightsFrom } from '#platform/auth/rights.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Authenticate } from '#platform/server/authenticate.js';
import { isPromise } from '#platform/turns/is-promise.js';
import type { ReadStoreRevision, StoreRevision } from '../response-cache/store-revision.js';
import { bearerToken } from './bearer-token.js';
import type { Credential, ReadCredential } from './credential.js';
import { createCallerOf, type KnownCallersOptions } from './known-callers.js';

/** What clients are known by. */
export interface AuthenticateClientsOptions extends KnownCallersOptions {
  /** Each kind of credential; the first that a request holds counts. */
  readonly readers: readonly ReadCredential[];
  readonly readRevision: ReadStoreRevision;
}

/** Knows clients by what they show. */
export interface ClientAuthentication {
  readonly authenticate: Authenticate;
  /**
   * The revision that was read to know who sends a request, by its headers: it need not be read again for the answer.
   * Undefined where none was read.
   */
  readonly revisionOf: (headers: IncomingHttpHeaders) => StoreRevision | null | undefined;
}

/**
 * Knows the clients of a gateway. What a register has said of a caller holds while its revision is the same, and that
 * is read for each request: so a revoked key is refused by the next one, on whichever gateway.
 */
export function authenticateClients(options: AuthenticateClientsOptions): ClientAuthentication {
  const { register, readers, readRevision } = options;
  const callerOf = createCallerOf(options);
  const revisions = new WeakMap<IncomingHttpHeaders, StoreRevision | null>();
  const unlimited = new WeakMap<Credential, Caller | null>();

  const callerBy = async (headers: IncomingHttpHeaders, credential: Credential | undefined): Promise<Caller> => {
    const revision = register === undefined ? null : await readRevision();
    revisions.set(headers, revision);
    try {
      return await callerOf(credential, register === undefined ? FIXED : (revision?.of(register.subgraph) ?? null));
    } catch (refused) {
      throw credential === undefined && headers.authorization !== undefined ? unknown(headers, refused) : refused;
    }
  };
  const judge = (headers: IncomingHttpHeaders, credential: Credential | undefined): Caller | Promise<Caller> => {
    if (credential === undefined) return callerBy(headers, credential);
    let known = unlimited.get(credential);
    if (known === undefined) {
      known = unlimitedCaller(credential);
      unlimited.set(credential, known);
    }
    return known ?? callerBy(headers, credential);
  };
  return {
    authenticate(headers) {
      const found = firstOf(readers, headers, 0);
      return isPromise(found) ? found.then((credential) => judge(headers, credential)) : judge(headers, found);
    },
    revisionOf: (headers) => revisions.get(headers),
  };
}

function firstOf(
  readers: readonly ReadCredential[],
  headers: IncomingHttpHeaders,
  from: number,
): Credential | undefined | Promise<Credential | undefined> {
  for (let index = from; index < readers.length; index++) {
    const read = readers[index]!(headers);
    if (isPromise(read)) return read.then((found) => found ?? firstOf(readers, headers, index + 1));
    if (read !== undefined) return read;
  }
  return undefined;
}

/** The revision of what never changes. */
const FIXED = 'fixed';

/** Of a credential that says by itself that its holder may do, and so see, everything, nobody is asked. */
function unlimitedCaller(credential: Credential): Caller | null {
  if ('keyDigest' in credential || credential.identity.expiresAt !== undefined) return null;
  const { actor, kind, grants = [], scopes } = credential.identity;
  const isUnlimited = holds(rightsFrom({ roles: grants, closed: [] }), 'ADMIN', '');
  return isUnlimited ? Object.freeze({ actor, kind, rights: ALL_RIGHTS, scopes }) : null;
}

/** A header that says who somebody is, where it says nothing that is known. */
function unknown(headers: IncomingHttpHeaders, refused: unknown): unknown {
  if (!(refused instanceof PedigraphError) || refused.extensions['code'] !== 'UNAUTHENTICATED') return refused;
  return new PedigraphError(
    'UNAUTHENTICATED',
    bearerToken(headers) === undefined
      ? 'Expected the header "Authorization: Bearer <token>", but it has another form.'
      : 'The token is not one of this server: neither of its settings (PEDIGRAPH_TOKEN, PEDIGRAPH_TOKENS) nor an API key.',
  );
}
