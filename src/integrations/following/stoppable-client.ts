import type { GraphqlClient } from '#integrations/client/graphql-client.js';

/** That a read was stopped in its midst. What it wrote is there; the next read goes on from it. */
export class ReadStopped extends Error {
  constructor() {
    super('the read was stopped');
    this.name = 'ReadStopped';
  }
}

/**
 * A client that asks and writes nothing more once `signal` aborts: what is under way is finished, the next call throws,
 * which ends an import between two of its writes.
 */
export function stoppableClient(client: GraphqlClient, signal: AbortSignal): GraphqlClient {
  const refuseStopped = () => {
    if (signal.aborted) throw new ReadStopped();
  };
  return {
    async query(document, variables) {
      refuseStopped();
      return client.query(document, variables);
    },
    async mutate(document, variables, options) {
      refuseStopped();
      return client.mutate(document, variables, options);
    },
  };
}
