import 'reflect-metadata';
import { type GraphQLSchema, specifiedDirectives } from 'graphql';
import { type BuildSchemaOptions, buildSchemaSync } from 'type-graphql';
import type { Rights } from '../auth/rights.js';
import { validateInput } from '../validation/validate-input.js';
import { directResolvers } from './direct-resolvers.js';
import { federatedSchema } from './federated-schema.js';
import { governedTypes } from './governed-types.js';
import { guardedSchema } from './guarded-schema.js';
import { mutationsOnce } from './mutations-once.js';
import { orderArguments } from './order-arguments.js';
import { refuseUngoverned } from './refuse-ungoverned.js';
import type { SubgraphContext, SubgraphDefinition } from './subgraph-definition.js';

/** TypeGraphQL wants one as soon as there is a subscription; ours each have a source of their own. */
const NO_PUBSUB: NonNullable<BuildSchemaOptions['pubSub']> = {
  publish() {},
  subscribe() {
    throw new TypeError('a subscription names what it subscribes to with `subscribe`');
  },
};

/** The schema for a caller with these rights. */
export type SchemaFor = (rights: Pick<Rights, 'hidden'>) => GraphQLSchema;

/** A subgraph's schema, ready to execute. */
export interface BuiltSubgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** The schema that a caller's operations run on: another where something is hidden from it. */
  readonly schemaFor: SchemaFor;
  /** Its SDL, ready to compose. Printed when asked for: a start does not need it. */
  readonly sdl: () => Promise<string>;
}

/**
 * Builds a subgraph's schema from its decorated classes, in one go: TypeGraphQL can build but one at a time. The SDL
 * does not depend on what else the process has loaded.
 * @throws {Error} where something in it has no rule, see `refuseUngoverned`.
 */
export function buildSubgraph<Context extends SubgraphContext>(definition: SubgraphDefinition<Context>): BuiltSubgraph {
  orderArguments();
  const decorated = buildSchemaSync({
    resolvers: definition.resolvers,
    orphanedTypes: [...(definition.orphanedTypes ?? [])],
    directives: [...specifiedDirectives],
    validate: false,
    validateFn: validateInput,
    pubSub: NO_PUBSUB,
    // It would introspect the schema to find what validating it finds, which composing and the tests do.
    skipCheck: true,
  });
  directResolvers(decorated, definition.resolvers);
  mutationsOnce(decorated);
  const sdl = async () => (await import('./print-subgraph.js')).printSubgraph(decorated);
  const { name, references, resolvers } = definition;
  const schema = federatedSchema(decorated, { references, sdl });
  const governed = governedTypes(schema, definition as never);
  refuseUngoverned({ name, schema, governed, resolvers });
  let guarded: GraphQLSchema | undefined;
  const schemaFor: SchemaFor = ({ hidden }) => {
    if (hidden.length === 0) return schema;
    guarded ??= guardedSchema(schema, governed);
    return guarded;
  };
  return { name, schema, schemaFor, sdl };
}
