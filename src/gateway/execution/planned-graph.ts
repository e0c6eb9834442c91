import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { type DocumentNode, print } from 'graphql';
import { PedigraphError } from '../../platform/errors/pedigraph-error.js';
import { parseSupergraph } from '../parse-supergraph.js';
import { clientSchema } from './client-schema.js';
import type { ExecutableGraph, GraphOptions, GraphRequest } from './executable-graph.js';
import { type CompiledOperation, compileOperation } from './plan/compile-operation.js';
import { compileSubscription } from './plan/compile-subscription.js';
import { parsedOnce } from './plan/parsed-once.js';
import { typeConditionsOf } from './plan/type-conditions.js';
import { planningNames } from './response-names.js';

/**
 * A graph whose plans are made by Hive's query planner (Rust, a Node.js addon) and executed here. An operation is
 * planned and compiled once, and kept with the parsed document it is of.
 * @throws {Error} where the SDL is not a supergraph's.
 */
export async function planGraph({
  supergraphSdl,
  transportOf,
  streamOf = notFollowed,
}: GraphOptions): Promise<ExecutableGraph> {
  const supergraph = parseSupergraph(supergraphSdl);
  const schema = clientSchema(supergraph);
  const planner = new QueryPlanner(supergraphSdl);
  const namesFor = planningNames(supergraph, schema);
  const overrides = planner.overridePercentages;
  const tools = { schema, transportOf, streamOf, compileCondition: typeConditionsOf(supergraph), parse: parsedOnce() };
  const kept = new WeakMap<DocumentNode, Map<string, Promise<CompiledOperation>>>();

  /** Without the request's signal: a plan is for whoever asks next, too. */
  const plan = async ({ document, operationName }: GraphRequest, percentage: number) => {
    const planned = namesFor(document);
    const made = await planner.planAsync(print(planned.document), operationName, new Set(), percentage);
    return { operation: { document, operationName, planned }, made };
  };
  const compile = async (request: GraphRequest, percentage: number): Promise<CompiledOperation> => {
    const { operation, made } = await plan(request, percentage);
    return compileOperation(operation, made, tools);
  };

  return {
    schema,
    async execute(request) {
      // `@override(label: "percent(n)")`: requests fall on either side of each n, and there is a plan for either.
      const percentage = Math.random() * 100;
      const sides = overrides.map((override) => percentage > override);
      const key = JSON.stringify([request.operationName, sides]);
      const plans = kept.get(request.document) ?? new Map<string, Promise<CompiledOperation>>();
      kept.set(request.document, plans);
      const planned = plans.get(key) ?? compile(request, percentage);
      plans.set(key, planned);
      return (await planned)(request);
    },
    // A subscription lasts: to plan it anew each time costs little.
    async subscribe(request) {
      const { operation, made } = await plan(request, Math.random() * 100);
      return compileSubscription(operation, made, tools)(request);
    },
  };
}

function notFollowed(subgraph: string): never {
  throw new PedigraphError('UNAVAILABLE', `Subscriptions of the ${subgraph} subgraph cannot be followed here.`);
}
