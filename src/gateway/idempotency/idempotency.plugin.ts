import type { ApolloServerPlugin } from '@apollo/server';
import { type GraphQLFormattedError, OperationTypeNode } from 'graphql';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { sha256 } from '#platform/digest/digest.js';
import { statusOfCode } from '#platform/server/http-status.js';
import type { GatewayContext } from '../gateway-context.js';
import { readIdempotencyKey } from './read-idempotency-key.js';

/**
 * Reads the idempotency key of a mutation, which goes along to the subgraphs with a digest of the operation; they know
 * what was done under it. What they refuse for its sake has a status of its own over HTTP, and `Retry-After`. A query
 * and a subscription write nothing, and a key of theirs is passed over.
 */
export const idempotencyPlugin: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, request, contextValue }) {
        if (operation?.operation !== OperationTypeNode.MUTATION) return;
        const extension = request.extensions?.['idempotencyKey'];
        const key = readIdempotencyKey({ header: contextValue.idempotencyKey, extension });
        if (key === undefined) return;
        const { query = '', variables = {}, operationName = null } = request;
        const digest = sha256(canonicalJson({ query, variables: variables ?? {}, operationName }));
        contextValue.idempotent = { key, operation: digest, path: '', isOwn: contextValue.isKeyOwn };
      },
      async willSendResponse({ response: { body, http } }) {
        const errors = body.kind === 'single' ? body.singleResult.errors : undefined;
        const refusal = errors?.find(isForTheKey);
        if (refusal === undefined) return;
        http.status = statusOfCode(refusal.extensions?.['code']);
        const seconds = refusal.extensions?.['retryAfter'];
        if (seconds !== undefined) http.headers.set('retry-after', String(seconds));
      },
    };
  },
};

const REFUSALS: ReadonlySet<unknown> = new Set([
  'IDEMPOTENCY_KEY_REUSED',
  'IDEMPOTENCY_KEY_IN_FLIGHT',
  'TOO_MANY_IDEMPOTENCY_KEYS',
]);

function isForTheKey({ extensions }: GraphQLFormattedError): boolean {
  return REFUSALS.has(extensions?.['code']);
}
