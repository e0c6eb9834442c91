import * as z from 'zod';

/** Who sees `/metrics`, beside administrators. */
export const metrics = {
  /** Whether `/metrics` of a gateway is shown to whoever reaches the port. */
  metricsOpen: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
  /** A bearer token that opens `/metrics`, of gateways and subgraphs, and nothing else. @default none does */
  metricsToken: z.string().min(16, 'expected at least 16 characters').optional(),
} as const;
