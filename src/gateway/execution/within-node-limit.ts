import { type DocumentNode, getOperationAST } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { GuardLimits } from '#platform/config/config.js';
import type { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { countNodes, type NodeCount } from '../guard/count-nodes.js';
import { costError, nodesError } from '../guard/nodes-error.js';
import { weighField } from '../guard/weigh-field.js';
import type { ExecutableGraph, GraphRequest } from './executable-graph.js';
import { fragmentsOf } from './fragments-of.js';

/** Counts remembered of one document, by its variables. */
const MEMORY = 32;

/** What an operation asks for: how many objects, and what they and the way to them cost. */
interface Demand {
  readonly objects: NodeCount;
  readonly cost: NodeCount;
}

/**
 * Refuses operations that ask for more objects than `limits.nodes`, or cost more than `limits.cost`, before they run; a
 * subscription by what each event asks for. Where the request wants to see it, `extensions.cost` of the answer has the
 * cost and the limit.
 */
export function withinNodeLimit(graph: ExecutableGraph, limits: Pick<GuardLimits, 'nodes' | 'cost'>): ExecutableGraph {
  const known = new WeakMap<DocumentNode, LRUCache<string, Demand>>();

  const demandOf = ({ document, operationName, variables }: GraphRequest): Demand => {
    const counts = known.get(document) ?? new LRUCache<string, Demand>({ max: MEMORY });
    known.set(document, counts);
    // Numbers and the lengths of lists decide how long a list is, and booleans what is skipped.
    const deciding = Object.entries(variables).flatMap(([name, value]) => {
      if (Array.isArray(value)) return [[name, 'list', value.length]];
      return typeof value === 'number' || typeof value === 'boolean' ? [[name, value]] : [];
    });
    const key = JSON.stringify([operationName, deciding]);
    const remembered = counts.get(key);
    if (remembered !== undefined) return remembered;
    const operation = getOperationAST(document, operationName);
    const fragments = fragmentsOf(document);
    const none: NodeCount = { nodes: 0, most: { path: [], nodes: 0 } };
    const source = operation && { schema: graph.schema, operation, fragments, variables };
    const demand: Demand =
      source == null
        ? { objects: none, cost: none }
        : { objects: countNodes(source), cost: countNodes({ ...source, weigh: weighField }) };
    counts.set(key, demand);
    return demand;
  };
  const refusalOf = ({ objects, cost }: Demand): PedigraphError | null => {
    if (objects.nodes > limits.nodes) return nodesError(objects, limits.nodes);
    return cost.nodes > limits.cost ? costError(cost, limits.cost) : null;
  };

  return {
    schema: graph.schema,
    async execute(request) {
      const demand = demandOf(request);
      const refused = refusalOf(demand);
      const answer = refused === null ? await graph.execute(request) : { errors: [refused] };
      if (request.showsCost !== true) return answer;
      const cost = { estimated: demand.cost.nodes, objects: demand.objects.nodes, limit: limits.cost };
      return { ...answer, extensions: { ...answer.extensions, cost } };
    },
    async subscribe(request) {
      const refused = refusalOf(demandOf(request));
      return refused === null ? graph.subscribe(request) : { errors: [refused] };
    },
  };
}
