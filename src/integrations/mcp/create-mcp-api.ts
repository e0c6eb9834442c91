import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { AskApi, MountedAnswer, MountedApi, MountedRequest } from '#platform/server/mount.js';
import { createMcpServer } from './create-mcp-server.js';
import type { McpSettings } from './settings.js';
import { type AskTool, ToolFailure } from './tool.js';

/** A method that has no use without sessions. */
const ONLY_POST: MountedAnswer = {
  status: 405,
  headers: { 'content-type': 'application/json', allow: 'POST' },
  body: asRpcError('Expected a POST: nothing is sent to clients that did not ask, and there are no sessions.'),
};

/** Batches are no part of the protocol since its revision of 2025-06-18, and would be many requests in one. */
const ONE_MESSAGE: MountedAnswer = {
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: asRpcError('Expected one message of JSON-RPC: an object.'),
};

/**
 * Answers messages of the protocol by plain JSON, each by itself: there is no session, so any gateway answers any
 * message, and no message of one caller meets what another has begun.
 */
export function createMcpApi(settings: McpSettings): MountedApi {
  return {
    async answer(request) {
      if (request.method !== 'POST' || request.path.replace('/', '') !== '') return ONLY_POST;
      const parsedBody = await request.json();
      if (typeof parsedBody !== 'object' || parsedBody === null || Array.isArray(parsedBody)) return ONE_MESSAGE;
      const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
      const server = createMcpServer({ ...settings, ask: askAs(request.ask) });
      await server.connect(transport);
      try {
        const { status, headers, body } = await transport.handleRequest(asWebRequest(request), { parsedBody });
        return {
          status,
          headers: Object.fromEntries(headers),
          body: body === null ? '' : await new Response(body).text(),
        };
      } finally {
        await server.close();
      }
    },
    refuse: ({ status, message, extensions }) => ({
      status,
      headers: { 'content-type': 'application/json' },
      body: asRpcError(`${extensions?.['code']}: ${message}`),
    }),
  };
}

/** Of the request only what the protocol reads: no credential. */
function asWebRequest({ headers }: MountedRequest): Request {
  const names = ['accept', 'content-type', 'mcp-protocol-version', 'mcp-session-id'];
  const read = names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]] as const] : []));
  return new Request('http://localhost/mcp', { method: 'POST', headers: Object.fromEntries(read) });
}

function askAs(ask: AskApi): AskTool {
  return async <Data>(document: string, variables?: Readonly<Record<string, unknown>>) => {
    const { data, errors } = await ask(document, variables, { once: document.startsWith('mutation') });
    const first = errors?.[0];
    if (first !== undefined)
      throw new ToolFailure(String(first.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR'), first.message);
    return data as Data;
  };
}

function asRpcError(message: string): string {
  return JSON.stringify({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null });
}
