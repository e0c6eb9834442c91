import 'reflect-metadata';
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, Kind, parse, print, specifiedDirectives } from 'graphql';
import { type BuildSchemaOptions, buildSchemaSync, createResolversMap } from 'type-graphql';
import { validateInput } from '../validation/validate-input.js';
import { directResolvers } from './direct-resolvers.js';
import { resolveEntities } from './resolve-entities.js';
import type { SubgraphContext, SubgraphDefinition } from './subgraph-definition.js';

/** The federation directives our SDL uses, and the specification they come from. */
const FEDERATION_LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@inaccessible", "@external", "@tag"])`;

/** TypeGraphQL wants one as soon as there is a subscription; ours each have a source of their own. */
const NO_PUBSUB: NonNullable<BuildSchemaOptions['pubSub']> = {
  publish() {},
  subscribe() {
    throw new TypeError('a subscription names what it subscribes to with `subscribe`');
  },
};

/** A subgraph's schema, ready to execute, and its SDL, ready to compose. */
export interface BuiltSubgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly sdl: string;
}

/**
 * Builds a subgraph's schema from its decorated classes, in one go: TypeGraphQL can build but one at a time. The SDL
 * does not depend on what else the process has loaded.
 */
export function buildSubgraph<Context extends SubgraphContext>(definition: SubgraphDefinition<Context>): BuiltSubgraph {
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
  const document = parse(`${FEDERATION_LINK}\n${printSubgraphSchema(decorated)}`, { noLocation: true });
  const resolvers = directResolvers(createResolversMap(decorated), definition.resolvers);
  const schema = buildSubgraphSchema([{ typeDefs: document, resolvers: resolvers as never }]);
  const entities = schema.getQueryType()?.getFields()._entities;
  if (entities !== undefined) entities.resolve = resolveEntities(definition.references);
  return { name: definition.name, schema, sdl: sortedSdl(document) };
}

/** TypeGraphQL emits types in the order their files were loaded; sorted by name the SDL is the same in every process. */
function sortedSdl(document: DocumentNode): string {
  const nameOf = (node: DocumentNode['definitions'][number]) =>
    node.kind === Kind.SCHEMA_EXTENSION ? '' : 'name' in node ? (node.name?.value ?? '') : '';
  const definitions = [...document.definitions].sort((a, b) =>
    nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0,
  );
  return `${print({ ...document, definitions })}\n`;
}
