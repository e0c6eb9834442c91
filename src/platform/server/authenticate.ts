import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../auth/caller.js';

/**
 * A request's caller, from its headers; throws, or rejects with, a {@link PedigraphError} UNAUTHENTICATED where it may
 * not ask. A promise where something has to be waited for.
 */
export type Authenticate = (headers: IncomingHttpHeaders) => Caller | Promise<Caller>;
