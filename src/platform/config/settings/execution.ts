import * as z from 'zod';
import { idempotency } from './idempotency.js';

/** How the gateway answers. */
export const gateway = z.object({
  /**
   * `planned`: plans of Hive's native planner, executed here. `stitched`: schema stitching by
   * `@graphql-tools/federation` and graphql-js, in JavaScript alone; slower. Where the native planner does not load, it
   * stands in.
   */
  executor: z.enum(['planned', 'stitched']).default('planned'),
  /**
   * Who may ask for the schema (`__schema`, `__type`), and is told in errors of validation what does not fit it:
   * everybody, whoever shows a credential, or nobody.
   * @default authenticated on a server that wants a token, else open
   */
  introspection: z.enum(['open', 'authenticated', 'closed']).optional(),
});

/** How a subgraph answers. */
export const subgraph = z.object({
  /** `compiled`: queries are compiled and executed here. `graphql-js`: by graphql-js alone; slower. */
  executor: z.enum(['compiled', 'graphql-js']).default('compiled'),
  ...idempotency,
});
