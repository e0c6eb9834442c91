import { type DocumentNode, type GraphQLSchema, getOperationAST } from 'graphql';
import { LRUCache } from 'lru-cache';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type CoerceVariables, compileVariables } from '#platform/execution/coerce-variables.js';
import { type Conditions, conditionsOf } from './fold-conditions.js';

/** What is known of an operation before the values of its variables are. */
export interface KnownOperation<Compiled extends object> {
  readonly conditions: Conditions;
  /** Coerces all its variables, those too that stand in conditions alone. */
  readonly coerce: CoerceVariables;
  /** What was compiled of it, by what its conditions left. */
  readonly compiled: CompiledOperations<Compiled>;
}

interface CompiledOperations<Compiled> {
  get(key: string): Compiled | undefined;
  set(key: string, operation: Compiled): unknown;
}

/** Combinations of the values in an operation's conditions, and of what callers may read, for which what was compiled stays in memory. */
const MOST_COMBINATIONS = 32;

/** Finds what is known of an operation of a document that the schema has found valid. */
export type OperationOf<Compiled extends object> = (
  document: DocumentNode,
  operationName: string | undefined,
) => KnownOperation<Compiled>;

/**
 * Remembers operations for as long as their parsed documents are in memory.
 * @param hasRules whether what is compiled of one depends on what its caller may read
 */
export function rememberOperations<Compiled extends object>(
  schema: GraphQLSchema,
  { hasRules = false }: { readonly hasRules?: boolean } = {},
): OperationOf<Compiled> {
  const known = new WeakMap<DocumentNode, Map<string | undefined, KnownOperation<Compiled>>>();
  return (document, operationName) => {
    const operations = known.get(document) ?? new Map<string | undefined, KnownOperation<Compiled>>();
    known.set(document, operations);
    const operation =
      operations.get(operationName) ?? knowOperation<Compiled>(schema, document, operationName, hasRules);
    operations.set(operationName, operation);
    return operation;
  };
}

/** @throws {Error} where there is no such operation. */
function knowOperation<Compiled extends object>(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  hasRules: boolean,
): KnownOperation<Compiled> {
  const operation = getOperationAST(document, operationName);
  if (operation == null) throw new Error('The document has no operation of that name.');
  const conditions = conditionsOf(document, operationName);
  const coerce = compileVariables(schema, operation.variableDefinitions ?? []);
  const isOne = conditions.variables.length === 0;
  return {
    conditions,
    coerce: isOne ? coerce : decided(coerce, conditions.variables),
    compiled: isOne && !hasRules ? new Map() : new LRUCache<string, Compiled>({ max: MOST_COMBINATIONS }),
  };
}

/** Refuses null in a condition, which a variable with a default may be given (GraphQL specification §5.8.5). */
function decided(coerce: CoerceVariables, deciding: readonly string[]): CoerceVariables {
  return (inputs) => {
    const { coerced, errors } = coerce(inputs);
    if (errors !== undefined) return { errors };
    const name = deciding.find((one) => typeof coerced[one] !== 'boolean');
    if (name === undefined) return { coerced };
    const message = `The variable "$${name}" must be true or false, for @skip or @include depends on it; it is null.`;
    return { errors: [new PedigraphError('BAD_USER_INPUT', message)] };
  };
}
