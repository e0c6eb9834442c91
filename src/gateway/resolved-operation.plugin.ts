import type { ApolloServerPlugin } from '@apollo/server';
import { Kind } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { GatewayContext } from './gateway-context.js';
import { missingRootTypes } from './guard/missing-root-types.js';

/**
 * Refuses a request without an `operationName` that selects one of its operations, and one of a kind that the schema
 * does not have; the planner would fail over both.
 */
export const resolvedOperationPlugin: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, document, request, schema }) {
        const [missing] = missingRootTypes(schema, document);
        if (missing !== undefined) throw missing;
        if (operation) return;
        const names = document.definitions.flatMap((definition) =>
          definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? '(no name)'] : [],
        );
        const problem = request.operationName
          ? `has no operation "${request.operationName}"`
          : 'has several operations';
        throw new PedigraphError(
          'BAD_USER_INPUT',
          `The document ${problem}; set operationName to one of: ${names.join(', ')}.`,
          { http: { status: 400 } },
        );
      },
    };
  },
};
