import {
  assertValidSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { compileVariables } from './coerce-variables.js';
import type { FragmentMap } from './collect-fields.js';
import { compileSelection } from './compile-selection.js';
import type { CompiledSelection } from './compiled-field.js';
import { executeSelection } from './execute-selection.js';
import { type Executor, interpretQuery } from './interpret-query.js';
import { isCompilable } from './is-compilable.js';
import { ResponseNode } from './response-node.js';
import { type QueryParts, Run } from './run.js';

type Executors = Map<string | undefined, Executor>;

const known = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, Executors>>();

/**
 * What executes an operation of a valid document as graphql-js' `execute` would: queries, and mutations of one field,
 * compiled, once for as long as the parsed document is in memory; all else, and what `isCompilable` leaves out, by
 * graphql-js itself.
 */
export function compileQuery(schema: GraphQLSchema, document: DocumentNode, operationName?: string | null): Executor {
  const name = operationName ?? undefined;
  const documents = known.get(schema) ?? new WeakMap<DocumentNode, Executors>();
  known.set(schema, documents);
  const cached = documents.get(document)?.get(name);
  if (cached !== undefined) return cached;

  const operation = operationOf(document, name);
  if (operation === undefined) return interpretQuery(schema, document, operationName); // not cached: names are endless
  const isCompiled = !isSerial(operation) && schema.getRootType(operation.operation) && isCompilable(document);
  const executor = isCompiled ? compiled(schema, document, operation) : interpretQuery(schema, document, operationName);
  const executors: Executors = documents.get(document) ?? new Map();
  documents.set(document, executors.set(name, executor));
  return executor;
}

function compiled(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Executor {
  assertValidSchema(schema);
  const query: QueryParts = { schema, operation, fragments: fragmentsOf(document) };
  const coerce = compileVariables(schema, operation.variableDefinitions ?? []);
  let selection: CompiledSelection | undefined;
  return (rootValue, contextValue, variableValues) => {
    const { errors, coerced } = coerce(variableValues ?? {});
    if (errors !== undefined) return { errors };
    selection ??= compileSelection(query, schema.getRootType(operation.operation)!, [operation.selectionSet]);
    const run = new Run(query, rootValue, contextValue, coerced);
    const root = new ResponseNode(null, null, '', true, { ...selection.blank });
    executeSelection(run, selection, rootValue, root);
    return run.answer(root);
  };
}

/** Whether an operation's fields are executed one after the other, or never end. */
function isSerial({ operation, selectionSet: { selections } }: OperationDefinitionNode): boolean {
  if (operation === OperationTypeNode.QUERY) return false;
  return operation !== OperationTypeNode.MUTATION || selections.length !== 1 || selections[0]?.kind !== Kind.FIELD;
}

/** The one that is named, or the only one; undefined where there is none or it is not clear which. */
function operationOf({ definitions }: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (name === undefined) return operations.length === 1 ? operations[0] : undefined;
  const named = operations.filter((operation) => operation.name?.value === name);
  return named.at(-1);
}

function fragmentsOf({ definitions }: DocumentNode): FragmentMap {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
