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

/**
 * Whose answer to an operation may be cached, which depends on nothing else than the data: that of all callers with the
 * same rights, or of one caller alone, or of none.
 */
export type CacheScope = 'RIGHTS' | 'CALLER' | 'NONE';

/** The scope of an operation. */
export type CacheScopeOf = (query: string, operationName: string | undefined) => CacheScope;

/** Documents whose cacheability is remembered; the guard lets none through above 16 KB. */
const MEMORY = 1_000;

/** The mark of a field whose answer depends on the moment as well as on the data. */
export const MOMENTARY = 'momentary';
/** The mark of a field whose answer depends on who asks, beyond the rights. */
export const PERSONAL = 'personal';

/** The fields with a mark, as `Type.field`. */
export type MarkedFields = ReadonlySet<string>;

/**
 * Looks at each document once: what is cached is a query, not a mutation, a subscription or the schema's own
 * description, and none of its fields is momentary. Where one is personal, it is cached for its caller alone.
 */
export function createCacheScope(
  schema: GraphQLSchema,
  marked: { readonly momentary: MarkedFields; readonly personal: MarkedFields },
): CacheScopeOf {
  const known = new LRUCache<string, CacheScope>({ max: MEMORY });
  return (query, operationName) => {
    const key = `${operationName ?? ''} ${query}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const scope = judge(query, operationName, schema, marked);
    known.set(key, scope);
    return scope;
  };
}

/** The fields of a supergraph with `@tag(name: …)`. */
export function fieldsTagged(tag: string, supergraph: DocumentNode): MarkedFields {
  const found = new Set<string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== 'ObjectTypeDefinition') continue;
    for (const { name, directives = [] } of definition.fields ?? []) {
      const isMarked = directives.some(
        (directive) =>
          directive.name.value === 'tag' &&
          directive.arguments?.some(({ value }) => value.kind === 'StringValue' && value.value === tag),
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
  { momentary, personal }: { readonly momentary: MarkedFields; readonly personal: MarkedFields },
): CacheScope {
  let document: DocumentNode;
  try {
    document = parse(query, { noLocation: true });
  } catch {
    return 'NONE'; // the server reports the syntax error
  }
  if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.QUERY) return 'NONE';
  let scope: CacheScope = 'RIGHTS';
  const types = new TypeInfo(schema);
  const field = ({ name }: FieldNode) => {
    const parent = getNamedType(types.getParentType() ?? undefined)?.name;
    const field = `${parent}.${name.value}`;
    if (name.value === '__schema' || name.value === '__type' || momentary.has(field)) scope = 'NONE';
    else if (personal.has(field) && scope !== 'NONE') scope = 'CALLER';
  };
  visit(document, visitWithTypeInfo(types, { Field: field }));
  return scope;
}
