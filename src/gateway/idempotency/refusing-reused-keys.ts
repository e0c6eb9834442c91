import { type ExecutionResult, Kind, parse } from 'graphql';
import type { SubgraphTransport } from '#platform/transport/transport.js';
import { withTimeout } from '#platform/transport/with-timeout.js';
import type { ExecutableGraph, GraphOptions } from '../execution/executable-graph.js';
import type { GatewayContext } from '../gateway-context.js';
import { parseSupergraph } from '../parse-supergraph.js';

/**
 * Asks each subgraph that has mutations, before one is executed under an idempotency key, whether the key was another
 * operation's there: a mutation of other subgraphs would not meet it. Of a key of the server's own none is asked. Where a subgraph does not answer soon the
 * operation goes on, for those that write judge by themselves.
 */
export function refusingReusedKeys(
  graph: ExecutableGraph,
  { supergraphSdl, transportOf }: Pick<GraphOptions, 'supergraphSdl' | 'transportOf'>,
): ExecutableGraph {
  const writing = writingSubgraphs(supergraphSdl);
  return {
    ...graph,
    async execute(request) {
      const refused = await refusalOf(request.context, writing, transportOf);
      return refused ?? graph.execute(request);
    },
  };
}

/** How long a subgraph may take, in milliseconds: a write does not wait longer for those that it is not for. */
const PATIENCE_MS = 1_000;

/** The cheapest question there is: what matters is the key that it is asked under. */
const QUESTION = parse('{ __typename }');

async function refusalOf(
  { caller, requestId, cameAt, signal, idempotent }: GatewayContext,
  subgraphs: readonly string[],
  transportOf: (subgraph: string) => SubgraphTransport,
): Promise<ExecutionResult | undefined> {
  if (idempotent === undefined || idempotent.isOwn === true || subgraphs.length < 2) return undefined;
  const request = { document: QUESTION, caller, requestId, cameAt, signal, idempotent };
  const ask = async (subgraph: string) => withTimeout(transportOf(subgraph)(request), PATIENCE_MS);
  const answers = await Promise.allSettled(subgraphs.map(ask));
  for (const answer of answers) {
    const errors = answer.status === 'fulfilled' ? answer.value.errors : undefined;
    const refusal = errors?.find(({ extensions }) => extensions['code'] === 'IDEMPOTENCY_KEY_REUSED');
    if (refusal !== undefined) return { errors: [refusal] };
  }
  return undefined;
}

/** The subgraphs that have mutations, by their values in `join__Graph`. */
function writingSubgraphs(supergraphSdl: string): readonly string[] {
  for (const definition of parseSupergraph(supergraphSdl).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION || definition.name.value !== 'Mutation') continue;
    return (definition.directives ?? [])
      .filter(({ name }) => name.value === 'join__type')
      .flatMap(({ arguments: given = [] }) => given.filter(({ name }) => name.value === 'graph'))
      .flatMap(({ value }) => (value.kind === Kind.ENUM ? [value.value] : []));
  }
  return [];
}
