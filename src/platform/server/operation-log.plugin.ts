import { performance } from 'node:perf_hooks';
import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';

/** The least that the context of an operation holds. */
export interface OperationContext {
  readonly requestId: string;
}

/** Logs a line an operation: its name, how long it took and the codes of its errors. Never its document or variables. */
export function operationLogPlugin(logger: Logger): ApolloServerPlugin<OperationContext> {
  return {
    async requestDidStart() {
      const start = performance.now();
      return {
        async willSendResponse({ contextValue: { requestId }, operationName, operation, response: { body } }) {
          const errors = body.kind === 'single' ? body.singleResult.errors : undefined;
          logger.info(
            {
              requestId,
              operation: operation?.operation,
              operationName,
              durationMs: Math.round((performance.now() - start) * 10) / 10,
              ...(errors === undefined ? {} : { errors: errors.map(({ extensions }) => extensions?.code) }),
            },
            'operation',
          );
        },
      };
    },
  };
}
