import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { NodeCount, UnslicedField } from './count-nodes.js';

/** QUERY_REFUSED with how many objects were asked for, which field has most of them, and what raises the limit. */
export function nodesError({ nodes, most }: NodeCount, max: number): PedigraphError {
  const field = most.path.join('.');
  return new PedigraphError(
    'QUERY_REFUSED',
    `The operation asks for ${counted(nodes)} objects, ${counted(most.nodes)} of them at ${field}; the limit "nodes" is ${max}. Ask for shorter lists with first, for fewer within each other, or raise PEDIGRAPH_LIMIT_NODES on the server.`,
    { limit: 'nodes', max, ...(Number.isSafeInteger(nodes) && { actual: nodes }), field },
  );
}

/** QUERY_REFUSED with what the operation costs, which field costs most by itself, and what raises the limit. */
export function costError({ nodes: cost, most }: NodeCount, max: number): PedigraphError {
  const field = most.path.join('.');
  return new PedigraphError(
    'QUERY_REFUSED',
    `The operation costs ${counted(cost)}, ${counted(most.nodes)} of it at ${field}; the limit "cost" is ${max}. Ask for less at once, for shorter lists around what is dear, or raise PEDIGRAPH_LIMIT_COST on the server.`,
    { limit: 'cost', max, ...(Number.isSafeInteger(cost) && { actual: cost }), field },
  );
}

/** QUERY_REFUSED with the field that has none, or several, of the arguments of which exactly one says how long it is. */
export function unslicedError({ path, slicingArguments, present }: UnslicedField): PedigraphError {
  const field = path.join('.');
  const names = slicingArguments.join(', ');
  return new PedigraphError(
    'QUERY_REFUSED',
    `${field} takes exactly one of ${names}, which says how long its list is at most, and has ${present} of them. Give one.`,
    { field, slicingArguments },
  );
}

function counted(count: number): string {
  return Number.isSafeInteger(count) ? String(count) : `more than ${Number.MAX_SAFE_INTEGER}`;
}
