import * as z from 'zod';

/** The Model Context Protocol at `/mcp`. */
export const mcp = z.object({
  writes: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe(
      'Whether [agents](mcp.md) are offered tools that write, too, in the name and with the rights of their caller.',
    ),
});
