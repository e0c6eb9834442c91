import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { ApiError } from '../client/api-error.js';
import type { GraphqlClient } from '../client/graphql-client.js';
import { createMcpServer } from './create-mcp-server.js';
import type { McpSettings } from './settings.js';
import { type AskTool, ToolFailure } from './tool.js';

/** Serves one agent over standard input and output until it closes them; a server elsewhere is asked. */
export async function serveStdio(client: GraphqlClient, settings: McpSettings): Promise<void> {
  const server = createMcpServer({ ...settings, ask: askBy(client) });
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve;
    process.stdin.once('end', resolve);
  });
  await server.connect(new StdioServerTransport());
  await closed;
  await server.close();
}

function askBy({ query, mutate }: GraphqlClient): AskTool {
  return async <Data>(document: string, variables: Readonly<Record<string, unknown>> = {}) => {
    try {
      return await (document.startsWith('mutation')
        ? mutate<Data>(document, variables)
        : query<Data>(document, variables));
    } catch (error) {
      if (error instanceof ApiError) throw new ToolFailure(error.code, error.message);
      throw error;
    }
  };
}
