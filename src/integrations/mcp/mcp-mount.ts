import type { Mount } from '#platform/server/mount.js';
import type { McpSettings } from './settings.js';

/**
 * The Model Context Protocol at `/mcp` (streamable HTTP): agents ask with their caller's token, and see and do what that
 * may. It is loaded when the first of them has come.
 */
export function mcpMount(settings: McpSettings): Mount {
  return {
    path: '/mcp',
    isExact: true,
    open: [],
    async load() {
      const { createMcpApi } = await import('./create-mcp-api.js');
      return createMcpApi(settings);
    },
  };
}
