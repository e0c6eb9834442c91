import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import {
  defaultFieldResolver,
  type ExecutionResult,
  execute,
  type FieldNode,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  getArgumentValues,
  getNullableType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  visit,
} from 'graphql';
import { expect } from 'vitest';
import type { ExecutableGraph } from '#gateway/execution/executable-graph.js';
import { subgraphsOf } from '#gateway/supergraph-urls.js';
import { ANONYMOUS } from '#platform/auth/caller.js';
import type { SubgraphRequest } from '#platform/transport/transport.js';
import { type Executor, openExecutor } from './open-executor.js';

/** A graph whose every value follows from the type, the number and the arguments it is asked of, whoever answers. */
export interface MockedGraph {
  readonly graph: ExecutableGraph;
  /** What reached a subgraph, in order. */
  readonly asked: { readonly subgraph: string; readonly request: SubgraphRequest }[];
  ask(query: string, variables?: Record<string, unknown>, signal?: AbortSignal): Promise<ExecutionResult>;
  /** What one server that owned every type would answer: graphql-js over the schema that clients see. */
  expected(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
}

export interface MockedGraphOptions {
  /** SDL by the subgraph's name. */
  readonly subgraphs: Readonly<Record<string, string>>;
  /** Fields that fail, as `Type.field`; and of each only every other object's. */
  readonly failing?: ReadonlySet<string>;
  /** @default planned */
  readonly executor?: Executor;
  /** Called before a subgraph answers. */
  readonly onRequest?: (subgraph: string) => void | Promise<void>;
}

/** Composes and plans it. */
export async function createMockedGraph({
  subgraphs,
  failing = new Set(),
  executor = 'planned',
  onRequest,
}: MockedGraphOptions): Promise<MockedGraph> {
  const names = Object.keys(subgraphs);
  const composed = composeServices(names.map((name) => ({ name, typeDefs: parse(subgraphs[name] as string) })));
  if (composed.supergraphSdl === undefined) throw new Error(composed.errors?.map(String).join('\n'));
  const supergraphSdl = composed.supergraphSdl;
  const schemas = new Map(names.map((name) => [name, schemaOf(subgraphs[name] as string)]));
  const entries = subgraphsOf(supergraphSdl);
  const asked: MockedGraph['asked'] = [];
  const resolvers = { fieldResolver: fieldResolver(failing), typeResolver };

  const graph = await openExecutor(executor, {
    supergraphSdl,
    transportOf: (subgraph) => async (request) => {
      const name = entries.get(subgraph)?.name ?? subgraph;
      asked.push({ subgraph: name, request });
      await onRequest?.(name);
      const { document, variables: variableValues } = request;
      return execute({ schema: schemas.get(name) as GraphQLSchema, document, variableValues, ...resolvers });
    },
  });
  return {
    graph,
    asked,
    ask: (query, variables = {}, signal = undefined) =>
      graph.execute({
        document: parse(query),
        variables,
        operationName: undefined,
        context: { caller: ANONYMOUS, requestId: 'r-1', signal },
      }),
    expected: async (query, variableValues = {}) =>
      execute({ schema: graph.schema, document: parse(query), variableValues, ...resolvers }),
  };
}

/** An object is its type and its number. */
interface Numbered {
  readonly __typename: string;
  readonly number: number;
}

/** Few, so that the same object is met again and again. */
const NUMBERS = 5;

function schemaOf(sdl: string): GraphQLSchema {
  const typeDefs = parse(sdl);
  const resolvers = Object.fromEntries(
    typeDefs.definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
      if (definition.directives?.some(({ name }) => name.value === 'key') !== true) return [];
      const __typename = definition.name.value;
      const __resolveReference = (
        key: Record<string, unknown>,
        _: unknown,
        { schema }: GraphQLResolveInfo,
      ): Numbered => {
        const entity = { __typename, number: numberOfKey(key) };
        assertToldTruly(key, entity, { schema, requires: requiredOf(definition) });
        return entity;
      };
      return [[__typename, { __resolveReference }]];
    }),
  );
  return buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
}

/** What a subgraph is told of an entity is what whoever owns the fields says of it. */
function assertToldTruly(
  told: Record<string, unknown>,
  entity: Numbered,
  { schema, requires }: { readonly schema: GraphQLSchema; readonly requires: ReadonlyMap<string, FieldNode> },
): void {
  const type = schema.getType(entity.__typename) as GraphQLObjectType;
  for (const [name, value] of Object.entries(told)) {
    const field = type.getFields()[name];
    if (field === undefined) continue;
    const args = getArgumentValues(
      field,
      requires.get(name) ?? { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } },
    );
    const own = mocked(field.type, seedOf(type, name, args, entity), {
      schema,
      number: entity.number,
      fieldName: name,
    });
    assertSame(value, own, schema);
  }
}

function assertSame(told: unknown, own: unknown, schema: GraphQLSchema): void {
  if (told === null) return; // not told: what requires it was taken out by a condition
  if (Array.isArray(told) && Array.isArray(own)) {
    expect(told).toHaveLength(own.length);
    for (const [index, item] of told.entries()) assertSame(item, own[index], schema);
  } else if (typeof told === 'object' && told !== null && typeof own === 'object' && own !== null && 'number' in own) {
    assertToldTruly(told as Record<string, unknown>, own as Numbered, { schema, requires: new Map() });
  } else {
    expect(told).toEqual(own);
  }
}

/** The outermost fields that `@requires` of a type name, by their name. */
function requiredOf({ fields = [] }: ObjectTypeDefinitionNode): ReadonlyMap<string, FieldNode> {
  const required = new Map<string, FieldNode>();
  for (const { name, value } of fields.flatMap(({ directives = [] }) =>
    directives.flatMap((one) => one.arguments ?? []),
  )) {
    if (name.value !== 'fields' || value.kind !== Kind.STRING) continue;
    visit(parse(`{ ${value.value} }`), {
      Field(field) {
        required.set(field.name.value, field);
        return false;
      },
    });
  }
  return required;
}

function seedOf(
  type: GraphQLObjectType,
  fieldName: string,
  args: object,
  { number }: Pick<Numbered, 'number'>,
): number {
  return hash(`${type.name}.${fieldName}(${JSON.stringify(args)}):${number}`);
}

/** Every string of a mocked object ends with its number. */
function numberOfKey(representation: Record<string, unknown>): number {
  for (const key of ['id', 'ref', 'name']) {
    const [, number] = /:(\d+)$/.exec(String(representation[key])) ?? [];
    if (number !== undefined) return Number(number);
  }
  throw new Error(`no key in ${JSON.stringify(representation)}`);
}

function fieldResolver(failing: ReadonlySet<string>): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    const { parentType, fieldName, returnType, schema } = info;
    if (fieldName.startsWith('_')) return defaultFieldResolver(source, args, context, info);
    const { number } = (source as Numbered | undefined) ?? { number: 0 };
    if (failing.has(`${parentType.name}.${fieldName}`) && number % 2 === 0) {
      throw new GraphQLError(`${parentType.name}.${fieldName} fails`, { extensions: { code: 'CONFLICT' } });
    }
    const seed = seedOf(parentType, fieldName, args, { number });
    return mocked(returnType, seed, { schema, number, fieldName });
  };
}

interface Place {
  readonly schema: GraphQLSchema;
  readonly number: number;
  readonly fieldName: string;
}

function mocked(type: GraphQLOutputType, seed: number, place: Place): unknown {
  if (!isNonNullType(type) && seed % 7 === 0) return null;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    return Array.from({ length: seed % 4 }, (_, index) => mocked(nullable.ofType, hash(`${seed}.${index}`), place));
  }
  if (isEnumType(nullable)) {
    const values = nullable
      .getValues()
      .map(({ name }) => name)
      .sort();
    return values[seed % values.length];
  }
  if (isLeafType(nullable)) {
    if (['id', 'ref'].includes(place.fieldName)) return `${place.fieldName}:${place.number}`;
    if (nullable.name === 'Boolean') return seed % 2 === 0;
    if (nullable.name === 'Int' || nullable.name === 'Float') return seed % 1_000;
    if (nullable.name === 'String' || nullable.name === 'ID') return `${place.fieldName}-${seed}:${place.number}`;
    return { seed, nested: [{ seed }] }; // a scalar of our own may be JSON
  }
  const possible = isAbstractType(nullable) ? place.schema.getPossibleTypes(nullable) : [nullable];
  const typenames = possible.map(({ name }) => name).sort();
  return { __typename: typenames[seed % typenames.length], number: seed % NUMBERS };
}

const typeResolver: GraphQLTypeResolver<unknown, unknown> = (value) => (value as Numbered).__typename;

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
