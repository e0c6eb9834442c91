import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  OperationTypeNode,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { LRUCache } from 'lru-cache';

/** Whether the answer to an operation depends on nothing but the data: then it may be cached. */
export type IsCacheable = (query: string, operationName: string | undefined) => boolean;

/** Documents whose cacheability is remembered; the guard lets none through above 16 KB. */
const MEMORY = 1_000;

/** The mark of a field whose answer depends on the moment as well as on the data. */
const MOMENTARY = 'momentary';

/**
 * Looks at each document once: what is cached is a query, not a mutation, a subscription or the schema's own
 * description, and none of its fields is momentary.
 */
export function createIsCacheable(schema: GraphQLSchema, momentary: ReadonlySet<string>): IsCacheable {
  const known = new LRUCache<string, boolean>({ max: MEMORY });
  return (query, operationName) => {
    const key = `${operationName ?? ''} ${query}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const cacheable = judge(query, operationName, schema, momentary);
    known.set(key, cacheable);
    return cacheable;
  };
}

/** The fields of a supergraph with `@tag(name: "momentary")`, as `Type.field`. */
export function momentaryFields(supergraph: DocumentNode): ReadonlySet<string> {
  const found = new Set<string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== 'ObjectTypeDefinition') continue;
    for (const { name, directives = [] } of definition.fields ?? []) {
      const isMarked = directives.some(
        (directive) =>
          directive.name.value === 'tag' &&
          directive.arguments?.some(({ value }) => value.kind === 'StringValue' && value.value === MOMENTARY),
      );
      if (isMarked) found.add(`${definition.name.value}.${name.value}`);
    }
  }
  return found;
}

function judge(
  query: string,
  operationName: string | undefined,
  schema: GraphQLSchema,
  momentary: ReadonlySet<string>,
): boolean {
  let document: DocumentNode;
  try {
    document = parse(query, { noLocation: true });
  } catch {
    return false; // the server reports the syntax error
  }
  if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.QUERY) return false;
  let cacheable = true;
  const types = new TypeInfo(schema);
  const field = ({ name }: FieldNode) => {
    const parent = getNamedType(types.getParentType() ?? undefined)?.name;
    if (name.value === '__schema' || name.value === '__type' || momentary.has(`${parent}.${name.value}`))
      cacheable = false;
  };
  visit(document, visitWithTypeInfo(types, { Field: field }));
  return cacheable;
}
