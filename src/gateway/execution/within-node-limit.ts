import { type DocumentNode, getOperationAST } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { countNodes, type NodeCount } from '../guard/count-nodes.js';
import { nodesError } from '../guard/nodes-error.js';
import type { ExecutableGraph, GraphRequest } from './executable-graph.js';
import { fragmentsOf } from './fragments-of.js';

/** Counts remembered of one document, by its variables. */
const MEMORY = 32;

/**
 * Refuses operations that ask for more objects than `limit`, before they run; a subscription by what each event asks
 * for.
 */
export function withinNodeLimit(graph: ExecutableGraph, limit: number): ExecutableGraph {
  const counted = new WeakMap<DocumentNode, LRUCache<string, NodeCount>>();

  const countOf = ({ document, operationName, variables }: GraphRequest): NodeCount => {
    const counts = counted.get(document) ?? new LRUCache<string, NodeCount>({ max: MEMORY });
    counted.set(document, counts);
    // Numbers and the lengths of lists decide how long a list is, and booleans what is skipped.
    const deciding = Object.entries(variables).flatMap(([name, value]) => {
      if (Array.isArray(value)) return [[name, 'list', value.length]];
      return typeof value === 'number' || typeof value === 'boolean' ? [[name, value]] : [];
    });
    const key = JSON.stringify([operationName, deciding]);
    const known = counts.get(key);
    if (known !== undefined) return known;
    const operation = getOperationAST(document, operationName);
    const fragments = fragmentsOf(document);
    const none: NodeCount = { nodes: 0, most: { path: [], nodes: 0 } };
    const count = operation == null ? none : countNodes({ schema: graph.schema, operation, fragments, variables });
    counts.set(key, count);
    return count;
  };
  const refusalOf = (request: GraphRequest): PedigraphError | null => {
    const count = countOf(request);
    return count.nodes > limit ? nodesError(count, limit) : null;
  };

  return {
    schema: graph.schema,
    async execute(request) {
      const refused = refusalOf(request);
      return refused === null ? graph.execute(request) : { errors: [refused] };
    },
    async subscribe(request) {
      const refused = refusalOf(request);
      return refused === null ? graph.subscribe(request) : { errors: [refused] };
    },
  };
}
