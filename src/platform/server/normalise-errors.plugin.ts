import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import { normaliseError } from '../errors/normalise-error.js';
import type { OperationContext } from './operation-log.plugin.js';

/**
 * Puts every error of an answer through `normaliseError`. A plugin, because `formatError` is not told the request and
 * a fault must name its request id.
 */
export function normaliseErrorsPlugin(logger: Logger): ApolloServerPlugin<OperationContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ errors, response, contextValue: { requestId }, operationName }) {
          if (errors === undefined || response.body.kind !== 'single') return;
          const onFault = (err: unknown) => logger.error({ err, requestId, operationName }, 'operation failed');
          response.body.singleResult.errors = errors.map((error) => normaliseError(error, { requestId, onFault }));
        },
      };
    },
  };
}
