import { filterInternalFieldsAndTypes, getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { type DocumentNode, type ExecutionResult, execute } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { GatewayContext } from '../gateway-context.js';
import { parseSupergraph } from '../parse-supergraph.js';
import { askSubgraph } from './ask-subgraph.js';
import { compileClientNames } from './client-names.js';
import type { ExecutableGraph, GraphOptions } from './executable-graph.js';
import { planningNames } from './response-names.js';

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
  const schema = filterInternalFieldsAndTypes(stitched);
  const namesFor = planningNames(parseSupergraph(supergraphSdl), schema, { typenames: 'named' });
  const kept = new WeakMap<
    DocumentNode,
    { document: DocumentNode; name: (answer: ExecutionResult) => ExecutionResult }
  >();
  const plannedOf = (asked: DocumentNode) => {
    const known = kept.get(asked);
    if (known !== undefined) return known;
    const { document, clientNames } = namesFor(asked);
    const planned = { document, name: compileClientNames(document, clientNames) };
    kept.set(asked, planned);
    return planned;
  };
  return {
    schema,
    async subscribe() {
      const message = 'Subscriptions need the native query planner, which does not run on this platform: poll instead.';
      return { errors: [new PedigraphError('UNAVAILABLE', message)] };
    },
    async execute({ document, variables, operationName, context }) {
      const planned = plannedOf(document);
      const answer = await execute({
        schema: stitched,
        document: planned.document,
        variableValues: variables,
        operationName,
        contextValue: context,
      });
      return planned.name(answer);
    },
  };
}
