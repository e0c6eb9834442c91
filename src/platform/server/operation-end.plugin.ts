import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { ERROR_CODES } from '../errors/codes.js';
import type { OperationContext } from './operation-context.js';

/** Reports how each operation ended. */
export function operationEndPlugin(): ApolloServerPlugin<OperationContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ contextValue, operation, response: { body } }) {
          const errors = body.kind === 'single' ? body.singleResult.errors : undefined;
          contextValue.operationEnded?.(operation?.operation ?? 'unknown', outcomeOf(errors));
        },
      };
    },
  };
}

/** `ok`, or the code of the first error. */
export function outcomeOf(errors: readonly Pick<GraphQLFormattedError, 'extensions'>[] | undefined): string {
  if (errors === undefined) return 'ok';
  const code = errors[0]?.extensions?.code;
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code) ? code : 'OTHER';
}
