import {
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { CompiledField } from './compiled-field.js';

/** A value of an abstract type, and its position. */
export interface AbstractValue {
  readonly schema: GraphQLSchema;
  readonly type: GraphQLAbstractType;
  readonly field: CompiledField;
  readonly value: unknown;
}

/**
 * The object type that a `resolveType` named.
 * @throws {GraphQLError} in graphql-js' words, where it named none that can stand there.
 */
export function runtimeTypeOf(name: unknown, source: AbstractValue): GraphQLObjectType {
  const { schema, type, field, value } = source;
  const { nodes } = field;
  const position = `"${field.parentType.name}.${field.name}"`;
  if (name === null || name === undefined) {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field ${position}. Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    );
  }
  if (isObjectType(name)) {
    throw new GraphQLError(
      'Support for returning GraphQLObjectType from resolveType was removed in graphql-js@16.0.0 please return type name instead.',
    );
  }
  if (typeof name !== 'string') {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field ${position} with value ${inspect(value)}, received "${inspect(name)}".`,
    );
  }
  const runtimeType = schema.getType(name);
  if (runtimeType === undefined) {
    const message = `Abstract type "${type.name}" was resolved to a type "${name}" that does not exist inside the schema.`;
    throw new GraphQLError(message, { nodes });
  }
  if (!isObjectType(runtimeType)) {
    const message = `Abstract type "${type.name}" was resolved to a non-object type "${name}".`;
    throw new GraphQLError(message, { nodes });
  }
  if (!schema.isSubType(type, runtimeType)) {
    const message = `Runtime Object type "${name}" is not a possible type for "${type.name}".`;
    throw new GraphQLError(message, { nodes });
  }
  return runtimeType;
}
