import { createGraphqlClient, type GraphqlClient } from '#integrations/client/graphql-client.js';
import type { ClientOptions } from './client-options.js';
import { explainFailure } from './explain-failure.js';

/** Runs what speaks to the gateway; what goes wrong is a sentence and an exit code. */
export async function withClient(
  options: ClientOptions,
  work: (client: GraphqlClient) => Promise<void>,
): Promise<void> {
  try {
    await work(createGraphqlClient(options));
  } catch (error) {
    process.exitCode = explainFailure(error);
  }
}
