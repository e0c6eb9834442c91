import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  isInputType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { GuardLimits } from '#platform/config/config.js';
import type { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { countNodes, type NodeCount } from '../guard/count-nodes.js';
import { costError, nodesError, unslicedError } from '../guard/nodes-error.js';
import { weighField } from '../guard/weigh-field.js';
import { hasWeightsWithin } from '../guard/weigh-input.js';
import type { ExecutableGraph, GraphRequest } from './executable-graph.js';
import { fragmentsOf } from './fragments-of.js';

/** Counts remembered of one document, by its variables. */
const MEMORY = 32;

/** What an operation asks for: how many objects, and what they and the way to them cost. */
interface Demand {
  readonly objects: NodeCount;
  readonly cost: NodeCount;
}

const NOTHING: NodeCount = { nodes: 0, most: { path: [], nodes: 0 } };

/**
 * Refuses operations that ask for more objects than `limits.nodes`, or cost more than `limits.cost`, before they run; a
 * subscription by what each event asks for. Where the request wants to see it, `extensions.cost` of the answer has the
 * cost and the limit, of a subscription in each of its answers.
 */
export function withinNodeLimit(graph: ExecutableGraph, limits: Pick<GuardLimits, 'nodes' | 'cost'>): ExecutableGraph {
  const { schema } = graph;
  const known = new WeakMap<DocumentNode, LRUCache<string, Demand>>();

  const demandOf = ({ document, operationName, variables }: GraphRequest): Demand => {
    const operation = getOperationAST(document, operationName);
    if (operation == null) return { objects: NOTHING, cost: NOTHING };
    const source = { schema, operation, fragments: fragmentsOf(document), variables };
    const count = () => ({ objects: countNodes(source), cost: countNodes({ ...source, weigh: weighField }) });
    if (weighsVariables(schema, operation)) return count();
    const counts = known.get(document) ?? new LRUCache<string, Demand>({ max: MEMORY });
    known.set(document, counts);
    const key = JSON.stringify([operationName, decidingOf(operation, variables)]);
    const demand = counts.get(key) ?? count();
    counts.set(key, demand);
    return demand;
  };
  const refusalOf = ({ objects, cost }: Demand): PedigraphError | null => {
    if (objects.unsliced !== undefined) return unslicedError(objects.unsliced);
    if (objects.nodes > limits.nodes) return nodesError(objects, limits.nodes);
    return cost.nodes > limits.cost ? costError(cost, limits.cost) : null;
  };
  const shown = ({ showsCost }: GraphRequest, { objects, cost }: Demand) => {
    if (showsCost !== true) return (answer: ExecutionResult) => answer;
    const reported = { estimated: cost.nodes, objects: objects.nodes, limit: limits.cost };
    return (answer: ExecutionResult) => ({ ...answer, extensions: { ...answer.extensions, cost: reported } });
  };

  return {
    schema,
    async execute(request) {
      const demand = demandOf(request);
      const refused = refusalOf(demand);
      const answer = refused === null ? await graph.execute(request) : { errors: [refused] };
      return shown(request, demand)(answer);
    },
    async subscribe(request) {
      const demand = demandOf(request);
      const refused = refusalOf(demand);
      const answers = refused === null ? await graph.subscribe(request) : { errors: [refused] };
      const show = shown(request, demand);
      if (!(Symbol.asyncIterator in answers)) return show(answers);
      return request.showsCost === true ? eachOf(answers, show) : answers;
    },
  };
}

/**
 * What of the variables decides: numbers and the lengths of lists, how long a list is, and booleans, what is skipped;
 * of the others, that they are given, since an argument without a value has no weight.
 */
function decidingOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly unknown[] {
  return variableDefinitions.map(({ variable }) => {
    const value = variables[variable.name.value];
    if (Array.isArray(value)) return [value.length];
    if (value === undefined) return 'absent';
    return value === null || typeof value === 'number' || typeof value === 'boolean' ? value : 'given';
  });
}

/** Whether what stands inside of a variable has weights: then all of it decides, and no count is remembered. */
function weighsVariables(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode): boolean {
  return variableDefinitions.some(({ type: node }) => {
    const type = typeFromAST(schema, node as never);
    return isInputType(type) && hasWeightsWithin(type);
  });
}

async function* eachOf(
  answers: AsyncIterable<ExecutionResult>,
  show: (answer: ExecutionResult) => ExecutionResult,
): AsyncGenerator<ExecutionResult, void> {
  for await (const answer of answers) yield show(answer);
}
