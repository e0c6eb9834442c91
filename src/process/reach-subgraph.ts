import { parse } from 'graphql';
import { SYSTEM } from '#platform/auth/caller.js';
import type { HttpTransport } from '#platform/federation/http-transport.js';

const ANYBODY_THERE = parse('{ __typename }');

/** A readiness check: the subgraph answers GraphQL. */
export function reachSubgraph({ execute }: HttpTransport): () => Promise<void> {
  return async () => {
    await execute({ document: ANYBODY_THERE, caller: SYSTEM, requestId: 'readiness' });
  };
}
