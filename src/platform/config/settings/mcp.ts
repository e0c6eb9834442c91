import * as z from 'zod';

/** The Model Context Protocol at `/mcp`. */
export const mcp = z.object({
  /** Whether agents are offered tools that write, too, in the name and with the rights of their caller. */
  writes: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});
