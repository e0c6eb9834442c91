import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Rights } from '../auth/rights.js';
import type { NameOf, SubgraphDefinition } from './subgraph-definition.js';

/** The types of a schema whose objects may be hidden from a caller: those with a `@key`, and those named besides. */
export interface GovernedTypes {
  /** Whether an object of this type, or one that an interface or a union stands for, may be hidden. */
  governs(type: GraphQLNamedType): boolean;
  /** How the name of an object of a type is told; undefined where the type is not governed. */
  nameOf(type: string): NameOf<never> | undefined;
  /** An object of a type as the caller with these rights sees it. */
  redacted(type: string, value: unknown, rights: Rights): unknown;
  /** The field of an edge of a connection that holds its governed node; null for every other type. */
  nodeOf(type: GraphQLNamedType): GraphQLNamedType | null;
}

/**
 * Finds the governed types of a schema.
 * @param rules how a name is told where it is not the `ref` or the `name` of the object, whose types are governed by
 * it too; and what of an object is not seen
 */
export function governedTypes(
  schema: GraphQLSchema,
  { names = {}, redact = {} }: Pick<SubgraphDefinition<never>, 'names' | 'redact'> = {},
): GovernedTypes {
  const nameOf = (name: string): NameOf<never> | undefined => {
    if (Object.hasOwn(names, name)) return names[name];
    const directives = schema.getType(name)?.astNode?.directives ?? [];
    return directives.some((directive) => directive.name.value === 'key') ? refOrName : undefined;
  };
  const governs = (type: GraphQLNamedType): boolean => {
    if (isObjectType(type)) return nameOf(type.name) !== undefined;
    return isAbstractType(type) && schema.getPossibleTypes(type).some((one) => nameOf(one.name) !== undefined);
  };
  return {
    governs,
    nameOf,
    redacted: (type, value, rights) => (Object.hasOwn(redact, type) ? redact[type]!(value as never, rights) : value),
    nodeOf(type) {
      const node = isObjectType(type) && !governs(type) ? type.getFields()['node'] : undefined;
      if (node === undefined || !isNonNullType(node.type)) return null;
      const named = getNamedType(node.type);
      return governs(named) ? named : null;
    },
  };
}

/** The ref comes first: a run has both, and its name is for people. */
const refOrName: NameOf<unknown> = (value) => {
  const { ref, name } = value as { readonly ref?: unknown; readonly name?: unknown };
  if (typeof ref === 'string') return ref;
  return typeof name === 'string' ? name : null;
};
