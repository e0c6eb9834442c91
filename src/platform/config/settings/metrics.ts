import * as z from 'zod';

/** Who sees `/metrics`, beside administrators. */
export const metrics = {
  metricsOpen: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('Whether `/metrics` of a gateway is shown to whoever reaches the port.'),
  metricsToken: z
    .string()
    .min(16, 'expected at least 16 characters')
    .optional()
    .describe(
      'A bearer token that opens `/metrics`, of gateways and subgraphs, and nothing else. Unset: administrators alone see them.',
    ),
} as const;
