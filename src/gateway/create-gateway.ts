import { ApolloServer, type ApolloServerOptionsWithGateway } from '@apollo/server';
import { type ExecutionResult, type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import type { Caller } from '#platform/auth/caller.js';
import type { Config } from '#platform/config/config.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { apolloOptions } from '#platform/server/apollo-options.js';
import { writtenPositionsPlugin } from '#platform/server/written-positions.plugin.js';
import { failureIn, traced, tracer } from '#platform/tracing/tracer.js';
import type { SubgraphStream, SubgraphTransport } from '#platform/transport/transport.js';
import type { ExecutableGraph } from './execution/executable-graph.js';
import { chooseGraph } from './execution/open-graph.js';
import { planningOf } from './execution/planner-process.js';
import { withinNodeLimit } from './execution/within-node-limit.js';
import type { GatewayContext } from './gateway-context.js';
import { schemaInErrors, schemaReaders } from './guard/schema-readers.js';
import { idempotencyPlugin } from './idempotency/idempotency.plugin.js';
import { refusingReusedKeys } from './idempotency/refusing-reused-keys.js';
import { limitPlanning } from './limits/planning-limits.js';
import { createRateLimiter } from './limits/rate-limiter.js';
import { openRateStore } from './limits/rate-store.js';
import { resolvedOperationPlugin } from './resolved-operation.plugin.js';
import { createCachePolicy, type ReadRevisionOf } from './response-cache/cache-policy.js';
import type { CacheScopeOf } from './response-cache/cache-scope.js';
import type { ReadStoreRevision } from './response-cache/store-revision.js';
import { type SubgraphEntry, subgraphsOf } from './supergraph-urls.js';
import { withinDeadline } from './within-deadline.js';

/** What a gateway is made from. */
export interface GatewayOptions {
  /** The composed supergraph. */
  readonly supergraphSdl: string;
  /**
   * How to reach a subgraph, by its name and the URL it was composed with. Called once for each pair, again after a
   * reload that changes the URL; whoever made a transport also closes it.
   */
  readonly transports: (name: string, url: string | undefined) => SubgraphTransport;
  /** How to follow a subscription of a subgraph; undefined where it has none. @default none has */
  readonly streams?: ((name: string, url: string | undefined) => SubgraphStream | undefined) | undefined;
  /**
   * How to read the revision of a subgraph's data; undefined where it has none.
   * @default none has: no answer is cached
   */
  readonly versions?: ReadRevisionOf | undefined;
  readonly config: Pick<
    Config,
    'callers' | 'gateway' | 'limits' | 'timeouts' | 'policies' | 'statements' | 'token' | 'tokens' | 'oidc' | 'access'
  >;
  readonly logger: Logger;
}

/** One GraphQL API over several subgraphs. */
export interface Gateway {
  /**
   * Answers operations; `serveGateway` puts it behind HTTP. `executeOperation` is for the program: no guard stands
   * there.
   */
  readonly apollo: ApolloServer<GatewayContext>;
  /** The schema clients see now. */
  readonly schema: GraphQLSchema;
  /** Follows a subscription that `schema` has found valid; no guard stands here either. */
  readonly subscribe: ExecutableGraph['subscribe'];
  /** Whether an answer to this operation holds for as long as the revision of the store is the same. */
  readonly cacheScope: CacheScopeOf;
  readonly readRevision: ReadStoreRevision;
  /** See `CachePolicy.audienceOf`. */
  readonly audienceOf: (caller: Caller) => string;
  /**
   * Answers from another supergraph from now on; operations under way end on the old one.
   * @throws {Error} where it cannot be read; then the old one stays.
   */
  reload(supergraphSdl: string): Promise<void>;
  close(): Promise<void>;
}

/** Plans the supergraph and starts answering. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, logger, streams = () => undefined, versions = () => undefined } = options;
  const openGraph = await chooseGraph(config.gateway.executor, logger);
  const transportFor = remembered(options.transports);
  const graphs = new WeakMap<GraphQLSchema, ExecutableGraph>();
  const listeners = new Set<SchemaListener>();

  // Each gateway has a planner of its own, and counts for itself.
  const rate = createRateLimiter({
    limit: 'plansPerMinute',
    max: config.callers.plansPerMinute,
    of: 'new documents',
    store: openRateStore({ name: 'plans', max: config.callers.plansPerMinute, logger }),
  });
  const admitPlanning = limitPlanning({ limits: config.callers, rate, planningOf });

  const open = async (supergraphSdl: string) => {
    const subgraphs = subgraphsOf(supergraphSdl);
    const byName = new Map([...subgraphs.values()].map((entry) => [entry.name, entry]));
    const entryOf = (subgraph: string): SubgraphEntry => {
      const entry = byName.get(subgraph) ?? subgraphs.get(subgraph);
      if (entry === undefined) throw new Error(`The supergraph has no subgraph ${subgraph}.`);
      return entry;
    };
    const { policies } = config;
    const transportOf = (subgraph: string): SubgraphTransport => {
      const { name, url } = entryOf(subgraph);
      return transportFor(name, url);
    };
    const opened = await openGraph({
      supergraphSdl,
      policies,
      admitPlanning,
      transportOf,
      streamOf(subgraph) {
        const { name, url } = entryOf(subgraph);
        const stream = streams(name, url);
        if (stream === undefined) throw new PedigraphError('UNAVAILABLE', `The ${name} subgraph cannot be followed.`);
        return stream;
      },
    });
    const judged = refusingReusedKeys(opened, { supergraphSdl, transportOf });
    const graph = withinNodeLimit(judged, config.limits);
    graphs.set(graph.schema, graph);
    const { schema } = graph;
    const { subgraphs: told } = config.statements;
    return { ...graph, cachePolicy: createCachePolicy({ supergraphSdl, schema, versions, policies, told }) };
  };

  let current = await open(options.supergraphSdl);
  const announce = (listener: SchemaListener, coreSupergraphSdl: string) =>
    listener({ apiSchema: current.schema, coreSupergraphSdl });

  const gateway: GatewayInterface = {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      announce(listener, options.supergraphSdl);
      return () => void listeners.delete(listener);
    },
    load: async () => ({
      executor: async ({ schema, document, request, operationName, operation, context }) => {
        // The graph the operation was validated against, which a reload may just have replaced.
        const graph = graphs.get(schema) ?? current;
        const asker = context as GatewayContext;
        const writes = operation.operation === OperationTypeNode.MUTATION;
        // A mutation is not cut short by a client that leaves: half of it would be done.
        const gone = writes ? undefined : asker.signal;
        const execute = () =>
          withinDeadline({ timeout: config.timeouts.operation, since: asker.cameAt, gone, writes }, (signal) =>
            graph.execute({
              document,
              variables: request.variables ?? {},
              operationName: operationName ?? undefined,
              context: { ...asker, signal },
              showsCost: request.extensions?.['cost'] === true,
            }),
          );
        const answer = await traced(
          operation.operation,
          tracer()?.isWithin === true ? 'internal' : 'server', // over a socket no request stands around it
          { 'graphql.operation.type': operation.operation, 'graphql.operation.name': operationName ?? undefined },
          execute,
          failureIn,
        );
        if (asker.trace !== undefined) {
          asker.trace.isComplete = answer.errors === undefined;
          asker.trace.isOverloaded = isOverloaded(answer) && (!writes || answer.data == null);
        }
        return answer;
      },
    }),
    stop: async () => {},
  };

  const base = apolloOptions(logger, schemaInErrors(schemaReaders(config)));
  const apollo = new ApolloServer<GatewayContext>({
    ...base,
    gateway,
    plugins: [...base.plugins, resolvedOperationPlugin, idempotencyPlugin, writtenPositionsPlugin],
  });
  await apollo.start();

  return {
    apollo,
    get schema() {
      return current.schema;
    },
    subscribe: (request) => current.subscribe(request),
    cacheScope: (query, operationName) => current.cachePolicy.cacheScope(query, operationName),
    readRevision: () => current.cachePolicy.readRevision(),
    audienceOf: (caller) => current.cachePolicy.audienceOf(caller),
    async reload(supergraphSdl) {
      current = await open(supergraphSdl);
      for (const listener of listeners) announce(listener, supergraphSdl);
      logger.info({ subgraphs: [...subgraphsOf(supergraphSdl).values()] }, 'supergraph reloaded');
    },
    close: () => apollo.stop(),
  };
}

type GatewayInterface = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];
type SchemaListener = Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0];

function isOverloaded({ errors = [] }: ExecutionResult): boolean {
  return errors.some(({ extensions }) => extensions['code'] === 'OVERLOADED');
}

function remembered(make: GatewayOptions['transports']): GatewayOptions['transports'] {
  const made = new Map<string, SubgraphTransport>();
  return (name, url) => {
    const key = JSON.stringify([name, url]);
    const transport = made.get(key) ?? make(name, url);
    made.set(key, transport);
    return transport;
  };
}
