import type { ApolloServerPlugin } from '@apollo/server';
import { LEDGER_EXTENSION } from '../ledger/ledger-positions.js';
import type { OperationContext } from './operation-context.js';

/** Adds to an answer's extensions how far the operation has written the ledgers. */
export const writtenPositionsPlugin: ApolloServerPlugin<OperationContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue, response: { body } }) {
        const written = contextValue.written?.read();
        if (written === undefined || body.kind !== 'single') return;
        body.singleResult.extensions = { ...body.singleResult.extensions, [LEDGER_EXTENSION]: written };
      },
    };
  },
};
