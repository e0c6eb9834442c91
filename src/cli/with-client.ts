import { createGraphqlClient, type GraphqlClient } from '#integrations/client/graphql-client.js';
import type { ClientOptions } from './client-options.js';
import { explainFailure } from './explain-failure.js';

/** How a command ends where others end in another way. */
export interface ExitCodes {
  /** The exit code for an error that has one of its own. */
  readonly exitCodeOf?: (error: unknown) => number | undefined;
}

/**
 * Runs what speaks to the gateway; what goes wrong is a sentence and an exit code. Of the options `url` and `token` alone
 * are the client's: another of the command may have the name of one of the client's.
 */
export async function withClient(
  { url, token }: ClientOptions,
  work: (client: GraphqlClient) => Promise<void>,
  { exitCodeOf }: ExitCodes = {},
): Promise<void> {
  try {
    await work(createGraphqlClient({ url, token }));
  } catch (error) {
    const usual = explainFailure(error);
    process.exitCode = exitCodeOf?.(error) ?? usual;
  }
}
