import 'reflect-metadata';
import { type GraphQLSchema, specifiedDirectives } from 'graphql';
import { type BuildSchemaOptions, buildSchemaSync } from 'type-graphql';
import { validateInput } from '../validation/validate-input.js';
import { directResolvers } from './direct-resolvers.js';
import { federatedSchema } from './federated-schema.js';
import { orderArguments } from './order-arguments.js';
import type { SubgraphContext, SubgraphDefinition } from './subgraph-definition.js';

/** TypeGraphQL wants one as soon as there is a subscription; ours each have a source of their own. */
const NO_PUBSUB: NonNullable<BuildSchemaOptions['pubSub']> = {
  publish() {},
  subscribe() {
    throw new TypeError('a subscription names what it subscribes to with `subscribe`');
  },
};

/** A subgraph's schema, ready to execute. */
export interface BuiltSubgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Its SDL, ready to compose. Printed when asked for: a start does not need it. */
  readonly sdl: () => Promise<string>;
}

/**
 * Builds a subgraph's schema from its decorated classes, in one go: TypeGraphQL can build but one at a time. The SDL
 * does not depend on what else the process has loaded.
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
  const sdl = async () => (await import('./print-subgraph.js')).printSubgraph(decorated);
  return { name: definition.name, schema: federatedSchema(decorated, { references: definition.references, sdl }), sdl };
}
