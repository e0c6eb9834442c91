import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  isObjectType,
} from 'graphql';
import { resolveEntities } from './resolve-entities.js';
import type { ResolveReference } from './subgraph-definition.js';

/** What federation asks a subgraph for beside its own fields. */
export interface FederatedOptions<Context> {
  readonly references: Readonly<Record<string, ResolveReference<Context>>>;
  readonly sdl: () => Promise<string>;
}

/**
 * A schema with the fields that every gateway asks for: `_entities`, where a type has a `@key`, and `_service` (Apollo
 * Federation subgraph specification). `@apollo/subgraph` adds them to an SDL, from which it then builds the schema
 * anew.
 */
export function federatedSchema<Context>(
  schema: GraphQLSchema,
  { references, sdl }: FederatedOptions<Context>,
): GraphQLSchema {
  const { types, query, ...rest } = schema.toConfig();
  const own = query?.toConfig();
  const entities = types.filter(isEntity).sort((a, b) => (a.name < b.name ? -1 : 1));
  const fields = {
    ...own?.fields,
    ...(entities.length === 0 ? {} : { _entities: entitiesField(entities, references) }),
    _service: { type: new GraphQLNonNull(SERVICE), resolve: async () => ({ sdl: await sdl() }) },
  };
  return new GraphQLSchema({
    ...rest,
    types: types.filter((type) => type !== query),
    query: new GraphQLObjectType({ name: 'Query', ...own, fields }),
    // The tests validate it: a start need not.
    assumeValid: true,
  });
}

const SERVICE = new GraphQLObjectType({ name: '_Service', fields: { sdl: { type: GraphQLString } } });

const ANY = new GraphQLScalarType({ name: '_Any' });

function entitiesField<Context>(
  entities: readonly GraphQLObjectType[],
  references: FederatedOptions<Context>['references'],
) {
  const entity = new GraphQLUnionType({
    name: '_Entity',
    types: entities,
    resolveType: ({ __typename }: { readonly __typename: string }) => __typename,
  });
  const representations = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(ANY)));
  return {
    type: new GraphQLNonNull(new GraphQLList(entity)),
    args: { representations: { type: representations } },
    resolve: resolveEntities(references) as never,
  };
}

function isEntity(type: unknown): type is GraphQLObjectType {
  return isObjectType(type) && (type.astNode?.directives ?? []).some(({ name }) => name.value === 'key');
}
