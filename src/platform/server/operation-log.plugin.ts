import { performance } from 'node:perf_hooks';
import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import { SYSTEM } from '../auth/caller.js';
import type { OperationContext } from './operation-context.js';

/**
 * Logs a line an operation: its name, how long it took and the codes of its errors. Never its document or variables.
 * What the program asks of itself, such as the catalog of every ledger several times a second, is for `debug` while it
 * succeeds.
 */
export function operationLogPlugin(logger: Logger): ApolloServerPlugin<OperationContext> {
  return {
    async requestDidStart() {
      const start = performance.now();
      return {
        async willSendResponse({ contextValue: { requestId, caller }, operationName, operation, response: { body } }) {
          const errors = body.kind === 'single' ? body.singleResult.errors : undefined;
          const level = errors === undefined && caller?.actor === SYSTEM.actor ? 'debug' : 'info';
          logger[level](
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
