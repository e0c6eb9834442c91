import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import { normaliseError } from '../errors/normalise-error.js';
import { outcomeOfWrite } from '../errors/outcome-of-write.js';
import type { OperationContext } from './operation-context.js';

/**
 * Puts every error of an answer through `normaliseError`, and those of a mutation through `outcomeOfWrite`. A plugin,
 * because `formatError` is not given the request, and a fault must name its request id.
 */
export function normaliseErrorsPlugin(logger: Logger, suggests: boolean): ApolloServerPlugin<OperationContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ errors, response, contextValue: { requestId, written }, operation, operationName }) {
          if (errors === undefined || response.body.kind !== 'single') return;
          const onFault = (err: unknown) => logger.error({ err, requestId, operationName }, 'operation failed');
          const { singleResult } = response.body;
          const reported = errors.map((error) => normaliseError(error, { requestId, onFault, suggests }));
          singleResult.errors =
            operation?.operation === OperationTypeNode.MUTATION
              ? outcomeOfWrite(reported, singleResult.data, written?.read() !== undefined)
              : reported;
        },
      };
    },
  };
}
