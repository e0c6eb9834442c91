import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { NameOf } from './subgraph-definition.js';

/** The types of a schema whose objects may be hidden from a caller: those with a `@key`, and those named besides. */
export interface GovernedTypes<Context> {
  /** Whether an object of this type, or one that an interface or a union stands for, may be hidden. */
  governs(type: GraphQLNamedType): boolean;
  /** How the name of an object of a type is told; undefined where the type is not governed. */
  nameOf(type: string): NameOf<Context> | undefined;
  /** The field of an edge of a connection that holds its governed node; null for every other type. */
  nodeOf(type: GraphQLNamedType): GraphQLNamedType | null;
}

/**
 * Finds the governed types of a schema.
 * @param names how a name is told where it is not the `ref` or the `name` of the object; the types are governed by it
 */
export function governedTypes<Context>(
  schema: GraphQLSchema,
  names: Readonly<Record<string, NameOf<Context>>> = {},
): GovernedTypes<Context> {
  const nameOf = (name: string): NameOf<Context> | undefined => {
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
