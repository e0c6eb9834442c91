import type { ApolloServerPlugin } from '@apollo/server';
import { LEDGER_EXTENSION, type WrittenPositions } from '../ledger/ledger-positions.js';
import type { OperationContext } from './operation-log.plugin.js';

/** A context that may know what was written. */
export interface WritingContext extends OperationContext {
  readonly written?: WrittenPositions | undefined;
}

/** Tells in an answer's extensions how far the operation has written the ledgers. */
export const writtenPositionsPlugin: ApolloServerPlugin<WritingContext> = {
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
