import type { Caller } from '../auth/caller.js';
import { CALLER_HEADER, encodeCaller } from '../auth/caller-header.js';

/**
 * The headers that open a subgraph of ours, and name the caller it is asked for. Without a token it is somebody else's
 * subgraph: it is sent neither, not even the caller.
 */
export function credentialHeaders(token: string | undefined, caller?: Caller): Readonly<Record<string, string>> {
  if (token === undefined) return {};
  const authorization = `Bearer ${token}`;
  return caller === undefined ? { authorization } : { authorization, [CALLER_HEADER]: encodeCaller(caller) };
}
