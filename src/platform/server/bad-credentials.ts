import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Caller } from '../auth/caller.js';
import { sha256 } from '../digest/digest.js';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { isPromise } from '../turns/is-promise.js';
import type { Authenticate } from './authenticate.js';
import { networkOf } from './network-of.js';
import { rateLimited } from './rate-limited.js';

/** A request's caller, from its headers and the connection it came on, without which nothing is counted. */
export type AuthenticateFrom = (headers: IncomingHttpHeaders, socket?: Socket) => Caller | Promise<Caller>;

/** How credentials are bounded. */
export interface BadCredentialOptions {
  /** From one address, in a minute. */
  readonly perMinute: number;
  /** A clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

const MINUTE = 60_000;
/** Addresses, and credentials that held, which are remembered. */
const MEMORY = 10_000;

/**
 * Refuses credentials from an address that has sent too many that do not hold, before anybody is asked about them:
 * guessing costs the server nothing from then on. A credential that has held is let through nevertheless, so that
 * others behind the same address go on; it is judged each time, as ever.
 * @throws {PedigraphError} RATE_LIMITED, or what `authenticate` throws
 */
export function limitBadCredentials(
  authenticate: Authenticate,
  { perMinute, now = Date.now }: BadCredentialOptions,
): AuthenticateFrom {
  const failed = new LRUCache<string, { count: number; readonly until: number }>({ max: MEMORY });
  const held = new LRUCache<string, true>({ max: MEMORY });
  /** The last one that held on each connection: the next request has the same, and need not be hashed. */
  const lastOn = new WeakMap<Socket, string>();

  const note = (caller: Caller, credential: string, socket: Socket): Caller => {
    if (lastOn.get(socket) !== credential) {
      lastOn.set(socket, credential);
      held.set(sha256(credential), true);
    }
    return caller;
  };
  const fail = (error: unknown, credential: string, address: string): never => {
    if (!(error instanceof PedigraphError && error.code === 'UNAUTHENTICATED')) throw error;
    held.delete(sha256(credential));
    const known = failed.get(address);
    if (known !== undefined && now() < known.until) known.count += 1;
    else failed.set(address, { count: 1, until: now() + MINUTE });
    throw error;
  };

  return (headers, socket) => {
    const credential = headers.authorization;
    if (credential === undefined || socket === undefined) return authenticate(headers);
    const address = networkOf(socket);
    const known = failed.get(address);
    if (known !== undefined && known.count >= perMinute && now() < known.until && !held.has(sha256(credential))) {
      throw rateLimited('Too many credentials that do not hold came from your address', {
        limit: 'badCredentialsPerMinute',
        max: perMinute,
        retryAfter: Math.ceil((known.until - now()) / 1_000),
      });
    }
    try {
      const caller = authenticate(headers);
      if (!isPromise(caller)) return note(caller, credential, socket);
      return caller.then(
        (came) => note(came, credential, socket),
        (error) => fail(error, credential, address),
      );
    } catch (error) {
      return fail(error, credential, address);
    }
  };
}
