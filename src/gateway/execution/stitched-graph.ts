import { filterInternalFieldsAndTypes, getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { type DocumentNode, execute } from 'graphql';
import { PedigraphError } from '../../platform/errors/pedigraph-error.js';
import type { GatewayContext } from '../gateway-context.js';
import { askSubgraph } from './ask-subgraph.js';
import type { ExecutableGraph, GraphOptions } from './executable-graph.js';

/**
 * The same graph by schema stitching, in JavaScript alone: for platforms that Hive's planner has no addon for (Alpine,
 * Windows). Slower, and not as complete.
 * @throws {Error} where the SDL is not a supergraph's.
 */
export function stitchGraph({ supergraphSdl, transportOf }: GraphOptions): ExecutableGraph {
  const stitched = getStitchedSchemaFromSupergraphSdl({
    supergraphSdl,
    onSubschemaConfig(subschema) {
      const transport = transportOf(subschema.name);
      subschema.executor = ({ document, variables, operationName, context }) =>
        askSubgraph(transport, {
          subgraph: subschema.name,
          document: document as DocumentNode,
          variables: variables as Record<string, unknown> | undefined,
          operationName,
          context: context as unknown as GatewayContext,
        }) as never;
    },
  });
  return {
    schema: filterInternalFieldsAndTypes(stitched),
    async subscribe() {
      const message = 'Subscriptions need the native query planner, which does not run on this platform: poll instead.';
      return { errors: [new PedigraphError('UNAVAILABLE', message)] };
    },
    async execute({ document, variables, operationName, context }) {
      return execute({
        schema: stitched,
        document,
        variableValues: variables,
        operationName,
        contextValue: context,
      });
    },
  };
}
