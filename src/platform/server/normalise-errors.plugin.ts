import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import type { Caller } from '../auth/caller.js';
import { hideSchema, type SchemaInErrors } from '../errors/hide-schema.js';
import { normaliseError } from '../errors/normalise-error.js';
import { outcomeOfWrite } from '../errors/outcome-of-write.js';
import type { OperationContext } from './operation-context.js';

/**
 * Puts every error of an answer through `normaliseError`, and those of a mutation through `outcomeOfWrite`. A plugin,
 * because `formatError` is not given the request, and a fault must name its request id.
 */
export function normaliseErrorsPlugin(
  logger: Logger,
  schemaFor: (caller: Caller | undefined) => SchemaInErrors,
): ApolloServerPlugin<OperationContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({
          errors,
          response,
          contextValue: { requestId, written, caller },
          operation,
          operationName,
        }) {
          if (errors === undefined || response.body.kind !== 'single') return;
          const onFault = (err: unknown) => logger.error({ err, requestId, operationName }, 'operation failed');
          const { singleResult } = response.body;
          const schema = schemaFor(caller);
          const told = errors.map((error) => normaliseError(error, { requestId, onFault, schema }));
          const reported = schema === 'hidden' ? hideSchema(told) : told;
          singleResult.errors =
            operation?.operation === OperationTypeNode.MUTATION
              ? outcomeOfWrite(reported, singleResult.data, written?.read() !== undefined)
              : reported;
        },
      };
    },
  };
}
