import type { Caller } from '../auth/caller.js';
import { CALLER_HEADER, encodeCaller } from '../auth/caller-header.js';

/**
 * The headers that open a subgraph of ours, and say in whose name it is asked. Without a token it is somebody else's
 * subgraph: it is told neither, not even who asks.
 */
export function credentialHeaders(token: string | undefined, caller?: Caller): Readonly<Record<string, string>> {
  if (token === undefined) return {};
  const authorization = `Bearer ${token}`;
  return caller === undefined ? { authorization } : { authorization, [CALLER_HEADER]: encodeCaller(caller) };
}
