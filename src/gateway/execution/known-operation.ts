import { type DocumentNode, type GraphQLSchema, getOperationAST } from 'graphql';
import { LRUCache } from 'lru-cache';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type CoerceVariables, compileVariables } from '#platform/execution/coerce-variables.js';
import { type Conditions, conditionsOf } from './fold-conditions.js';
import type { CompiledOperation } from './plan/compile-operation.js';

/** What is known of an operation before the values of its variables are. */
export interface KnownOperation {
  readonly conditions: Conditions;
  /** Coerces all its variables, those too that stand in conditions alone. */
  readonly coerce: CoerceVariables;
  /** What was compiled of it, by what its conditions left. */
  readonly compiled: CompiledOperations;
}

interface CompiledOperations {
  get(key: string): Promise<CompiledOperation> | undefined;
  set(key: string, operation: Promise<CompiledOperation>): unknown;
}

/** Combinations of the values in an operation's conditions whose plans are kept. */
const KEPT_COMBINATIONS = 32;

/**
 * Knows an operation of a document that the schema has found valid.
 * @throws {Error} where there is no such operation.
 */
export function knowOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): KnownOperation {
  const operation = getOperationAST(document, operationName);
  if (operation == null) throw new Error('The document has no operation of that name.');
  const conditions = conditionsOf(document, operationName);
  const coerce = compileVariables(schema, operation.variableDefinitions ?? []);
  if (conditions.variables.length === 0) return { conditions, coerce, compiled: new Map() };
  return {
    conditions,
    coerce: decided(coerce, conditions.variables),
    compiled: new LRUCache<string, Promise<CompiledOperation>>({ max: KEPT_COMBINATIONS }),
  };
}

/** Refuses null in a condition, which a variable with a default may be given (GraphQL specification §5.8.5). */
function decided(coerce: CoerceVariables, deciding: readonly string[]): CoerceVariables {
  return (inputs) => {
    const { coerced, errors } = coerce(inputs);
    if (errors !== undefined) return { errors };
    const name = deciding.find((one) => typeof coerced[one] !== 'boolean');
    if (name === undefined) return { coerced };
    const told = `The variable "$${name}" must be true or false, for @skip or @include depends on it; it is null.`;
    return { errors: [new PedigraphError('BAD_USER_INPUT', told)] };
  };
}
