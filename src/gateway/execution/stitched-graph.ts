import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  getOperationAST,
  OperationTypeNode,
  subscribe,
} from 'graphql';
import { createAuthorization } from '../authorization/authorization.js';
import type { GatewayContext } from '../gateway-context.js';
import { parseSupergraph } from '../parse-supergraph.js';
import { subgraphsOf } from '../supergraph-urls.js';
import { askSubgraph } from './ask-subgraph.js';
import { checkEntities } from './check-entities.js';
import { clientSchema } from './client-schema.js';
import { type CompleteAnswer, completeSubgraph, completeWith } from './complete-stitched.js';
import type { ExecutableGraph, GraphOptions, GraphRequest } from './executable-graph.js';
import { followSubgraph, notFollowed, nothingToFollow } from './follow-subgraph.js';
import { rememberOperations } from './known-operation.js';
import { planningNames } from './response-names.js';
import { withTypenames } from './with-typenames.js';

/**
 * The same graph by schema stitching and graphql-js, in JavaScript alone: where Hive's planner has no addon (Alpine,
 * Windows), and where `PEDIGRAPH_GATEWAY_EXECUTOR=stitched` is set. Slower, and not as complete:
 * docs/federation-audit.md.
 * @throws {Error} where the SDL is not a supergraph's.
 */
export function stitchGraph({
  supergraphSdl,
  transportOf,
  streamOf = notFollowed,
  policies = {},
}: GraphOptions): ExecutableGraph {
  const supergraph = parseSupergraph(supergraphSdl);
  const schema = clientSchema(supergraph);
  const names = subgraphsOf(supergraphSdl);
  const stitched = getStitchedSchemaFromSupergraphSdl({
    supergraphSdl,
    onSubschemaConfig(subschema) {
      const transport = transportOf(subschema.name);
      const subgraph = names.get(subschema.name)?.name ?? subschema.name;
      subschema.executor = (async ({ document, variables, operationName, context }: StitchedRequest) => {
        const step = { subgraph, document, variables, operationName, context };
        const complete = completeSubgraph(subschema.schema, step);
        if (!isSubscription(step)) return complete(checkEntities(await askSubgraph(transport, step), step));
        const events = await followSubgraph(streamOf(subschema.name), step);
        return Symbol.asyncIterator in events ? eachOf(events, complete) : events;
      }) as never;
    },
  });
  const namesFor = planningNames(supergraph, schema);
  const authorization = createAuthorization({ supergraph, schema, policies });
  const operationOf = rememberOperations<StitchedOperation>(schema, { hasRules: authorization !== null });

  /** What is to be executed and completed; or why it is not. */
  const prepare = ({ document, operationName, variables, context }: GraphRequest) => {
    const { conditions, coerce, compiled } = operationOf(document, operationName);
    const { coerced, errors } = coerce(variables);
    if (errors !== undefined) return { errors };
    const allowed = authorization?.keyFor(document, context.caller) ?? '';
    const key = JSON.stringify([allowed, ...conditions.variables.map((name) => coerced[name])]);
    const compile = (): StitchedOperation => {
      const folded = conditions.fold(coerced);
      const restricted = folded.asksNothing
        ? undefined
        : authorization?.restrict(folded.document, operationName, context.caller);
      const planned = namesFor(restricted?.document ?? folded.document);
      const complete = completeWith({ document: folded.document, operationName, planned, restricted }, schema);
      const { asksNothing, errors: denials = [] } = { asksNothing: folded.asksNothing, ...restricted };
      return { document: withTypenames(planned.document), asksNothing, denials, complete };
    };
    const operation = compiled.get(key) ?? compile();
    compiled.set(key, operation);
    const args = { schema: stitched, document: operation.document, variableValues: variables, operationName };
    return { operation, args: { ...args, contextValue: context } };
  };
  return {
    schema,
    async execute(request) {
      const { operation, args, errors } = prepare(request);
      if (operation === undefined) return { errors };
      if (!operation.asksNothing) return operation.complete(await execute(args));
      return operation.denials.length === 0 ? { data: {} } : operation.complete({ data: {} });
    },
    async subscribe(request) {
      const { operation, args, errors } = prepare(request);
      if (operation === undefined) return { errors };
      if (operation.asksNothing)
        return { errors: operation.denials.length === 0 ? [nothingToFollow()] : operation.denials };
      const events = await subscribe(args);
      return Symbol.asyncIterator in events ? eachOf(events, operation.complete) : events;
    },
  };
}

/** What a stitched schema asks of a subgraph. */
interface StitchedRequest {
  readonly document: DocumentNode;
  readonly variables?: Record<string, unknown> | undefined;
  readonly operationName?: string | undefined;
  readonly context: GatewayContext;
}

/** An operation without conditions, as it is executed. */
interface StitchedOperation {
  readonly document: DocumentNode;
  readonly asksNothing: boolean;
  /** Why parts of it are not asked. */
  readonly denials: readonly GraphQLError[];
  readonly complete: CompleteAnswer;
}

function isSubscription({ document, operationName }: StitchedRequest): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}

async function* eachOf(events: AsyncIterable<ExecutionResult>, complete: CompleteAnswer) {
  for await (const event of events) yield await complete(event);
}
