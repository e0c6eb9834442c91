import { type DocumentNode, type ExecutionResult, execute } from 'graphql';
import { isLarge, noteLarge } from '#platform/turns/large-answers.js';
import type { ExecutableGraph } from './executable-graph.js';
import { type SplitOperation, splitOperation } from './split-operation.js';

/**
 * Has graphql-js answer `__schema` and `__type`, and the graph the rest. The planners know no introspection but an
 * operation that is nothing else, written without fragments.
 */
export function answeringIntrospection(graph: ExecutableGraph): ExecutableGraph {
  const splits = new WeakMap<DocumentNode, Map<string | undefined, SplitOperation>>();
  const splitOf = (document: DocumentNode, operationName: string | undefined): SplitOperation => {
    const known = splits.get(document) ?? new Map<string | undefined, SplitOperation>();
    splits.set(document, known);
    const split = known.get(operationName) ?? splitOperation(document, operationName);
    known.set(operationName, split);
    return split;
  };

  return {
    schema: graph.schema,
    subscribe: (request) => graph.subscribe(request),
    async execute(request) {
      const { data, introspection } = splitOf(request.document, request.operationName);
      const answers: ExecutionResult[] = [];
      if (introspection !== null) {
        const { variables: variableValues, operationName } = request;
        answers.push(await execute({ schema: graph.schema, document: introspection, variableValues, operationName }));
      }
      if (data !== null) answers.push(await graph.execute({ ...request, document: data }));
      return merged(answers);
    },
  };
}

/** An answer without `data` was refused before execution; otherwise null in one half makes the whole null. */
function merged(answers: readonly ExecutionResult[]): ExecutionResult {
  const [only] = answers;
  if (only !== undefined && answers.length === 1) return only;
  const refused = answers.find(({ data }) => data === undefined);
  if (refused !== undefined) return refused;
  const errors = answers.flatMap((answer) => answer.errors ?? []);
  const data = answers.some((answer) => answer.data === null)
    ? null
    : Object.assign({}, ...answers.map((answer) => answer.data));
  if (data !== null && answers.some((answer) => isLarge(answer.data))) noteLarge(data);
  return { data, ...(errors.length === 0 ? {} : { errors }) };
}
