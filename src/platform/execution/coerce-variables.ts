import {
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getVariableValues,
  isInputType,
  isNonNullType,
  type TypeNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { type CoerceInput, coercionOf, MISFIT } from './coerce-input.js';

/** The values of an operation's variables, or what is wrong with them. */
export type CoercedVariables =
  | { readonly coerced: Record<string, unknown>; readonly errors?: never }
  | { readonly coerced?: never; readonly errors: readonly GraphQLError[] };

/** Coerces what a client sent for the variables of one operation. */
export type CoerceVariables = (inputs: Readonly<Record<string, unknown>>) => CoercedVariables;

/** As graphql-js' `execute` has it. */
const OPTIONS = { maxErrors: 50 };

/**
 * Compiles the coercion of an operation's variables. Its answers are those of graphql-js' `getVariableValues`, which is
 * asked itself where a value does not fit, for the words, and where one that is left out has a default.
 */
export function compileVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): CoerceVariables {
  const byGraphql: CoerceVariables = (inputs) =>
    getVariableValues(schema, definitions, inputs as Record<string, unknown>, OPTIONS) as CoercedVariables;
  const variables: Variable[] = [];
  for (const { variable, type, defaultValue } of definitions) {
    const inputType = typeFromAST(schema, type as TypeNode);
    if (!isInputType(inputType)) return byGraphql;
    const mayBeLeftOut = defaultValue === undefined && !isNonNullType(inputType);
    variables.push({ name: variable.name.value, coerce: coercionOf(inputType as GraphQLInputType), mayBeLeftOut });
  }
  const coerceAll: CoerceVariables = (inputs) => {
    const coerced: Record<string, unknown> = Object.create(null);
    for (const { name, coerce, mayBeLeftOut } of variables) {
      if (mayBeLeftOut && !Object.hasOwn(inputs, name)) continue;
      const value = Object.hasOwn(inputs, name) ? coerce(inputs[name]) : MISFIT;
      if (value === MISFIT) return byGraphql(inputs);
      coerced[name] = value;
    }
    return { coerced };
  };
  return (inputs) => {
    try {
      return coerceAll(inputs);
    } catch (error) {
      if (error instanceof PedigraphError) return { errors: [error] };
      throw error;
    }
  };
}

interface Variable {
  readonly name: string;
  readonly coerce: CoerceInput;
  readonly mayBeLeftOut: boolean;
}
