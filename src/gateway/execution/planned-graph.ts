import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { buildSchema, type DocumentNode, type ExecutionResult, GraphQLError } from 'graphql';
import type { GatewayContext } from '../gateway-context.js';
import { askSubgraph } from './ask-subgraph.js';
import type { ExecutableGraph, GraphOptions } from './executable-graph.js';

/**
 * A graph whose plans are made by Hive's query planner (Rust, a Node.js addon). A plan is kept with the parsed
 * document it is for.
 * @throws {Error} where the SDL is not a supergraph's.
 */
export async function planGraph({ supergraphSdl, transportOf }: GraphOptions): Promise<ExecutableGraph> {
  const handler = await unifiedGraphHandler({
    unifiedGraph: buildSchema(supergraphSdl, { assumeValid: true, assumeValidSDL: true }),
    getUnifiedGraphSDL: () => supergraphSdl,
    onSubgraphExecute: (subgraph, { document, variables, operationName, context }) =>
      askSubgraph(transportOf(subgraph), {
        subgraph,
        document: document as DocumentNode,
        variables,
        operationName,
        context: context as GatewayContext,
      }),
  });
  const { executor, unifiedGraph: schema } = handler;
  if (executor === undefined) throw new Error('@graphql-hive/router-runtime made no executor.');
  return {
    schema,
    async execute({ document, variables, operationName, context }) {
      try {
        // No `signal`: the planner keeps a plan that was aborted, and the document would never be planned again.
        const { data, errors } = (await executor({
          document,
          variables,
          context,
          ...(operationName && { operationName }),
        })) as ExecutionResult;
        // It leaves `data` out where nothing came back; to GraphQL that means that the operation never ran.
        return errors === undefined ? { data: data ?? {} } : { data: data ?? null, errors };
      } catch (error) {
        // It throws what is wrong with the variables; GraphQL returns it.
        if (error instanceof GraphQLError) return { errors: [error] };
        if (error instanceof AggregateError) return { errors: error.errors };
        throw error;
      }
    },
  };
}
