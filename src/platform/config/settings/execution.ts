import * as z from 'zod';

/** How the gateway answers. */
export const gateway = z.object({
  /**
   * `planned`: plans of Hive's native planner, executed here. `stitched`: schema stitching by
   * `@graphql-tools/federation` and graphql-js, in JavaScript alone; slower. Where the native planner does not load, it
   * stands in.
   */
  executor: z.enum(['planned', 'stitched']).default('planned'),
  /** `closed`: clients may not ask for the schema (`__schema`, `__type`), and errors suggest no names out of it. */
  introspection: z.enum(['open', 'closed']).default('open'),
});

/** How a subgraph answers. */
export const subgraph = z.object({
  /** `compiled`: queries are compiled and executed here. `graphql-js`: by graphql-js alone; slower. */
  executor: z.enum(['compiled', 'graphql-js']).default('compiled'),
});
