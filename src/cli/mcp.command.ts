import type { Command } from 'commander';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { PRODUCT_VERSION } from '#platform/config/product-version.js';
import { type ClientOptions, clientCommand } from './client-options.js';

/** `pedigraph mcp`: a server of the Model Context Protocol over standard input and output. */
export function mcpCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return clientCommand('mcp', env)
    .description('let an agent ask a server: the Model Context Protocol over standard input and output')
    .option('--writes', 'offer tools that promote, roll back and approve, too, by the rights of the token')
    .action(async ({ writes = false, ...options }: ClientOptions & { readonly writes?: boolean }) => {
      const { serveStdio } = await import('#integrations/mcp/serve-stdio.js');
      await serveStdio(createGraphqlClient(options), { writes, version: PRODUCT_VERSION });
    });
}
