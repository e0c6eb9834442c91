import * as z from 'zod';
import { idempotency } from './idempotency.js';

/** How the gateway answers. */
export const gateway = z.object({
  executor: z
    .enum(['planned', 'stitched'])
    .default('planned')
    .describe(
      "`planned`: plans of Hive's native planner, executed here. `stitched`: schema stitching by `@graphql-tools/federation` and graphql-js, in JavaScript alone; slower, and used where the native planner does not load ([0010](decisions/0010-plans-are-executed-here.md)).",
    ),
  introspection: z
    .enum(['open', 'authenticated', 'closed'])
    .optional()
    .describe(
      'Who may ask for the schema (`__schema`, `__type`), and learns from a validation error what does not fit it: everybody, whoever shows a credential, or nobody. Unset: `authenticated` on a server that wants a token, else `open`.',
    ),
});

/** How a subgraph answers. */
export const subgraph = z.object({
  executor: z
    .enum(['compiled', 'graphql-js'])
    .default('compiled')
    .describe(
      '`compiled`: queries are compiled and executed here. `graphql-js`: by graphql-js alone; slower ([0012](decisions/0012-compiled-execution.md)).',
    ),
  ...idempotency,
});
