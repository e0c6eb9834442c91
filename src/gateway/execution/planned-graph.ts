import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { print } from 'graphql';
import type { Caller } from '#platform/auth/caller.js';
import { callerKey } from '#platform/auth/caller-key.js';
import { createAuthorization } from '../authorization/authorization.js';
import { parseSupergraph } from '../parse-supergraph.js';
import { clientSchema } from './client-schema.js';
import type { ExecutableGraph, GraphOptions, GraphRequest } from './executable-graph.js';
import type { FoldedDocument } from './fold-conditions.js';
import { notFollowed, nothingToFollow } from './follow-subgraph.js';
import { rememberOperations } from './known-operation.js';
import {
  type CompiledOperation,
  compileAnswer,
  compileOperation,
  type PlannedOperation,
} from './plan/compile-operation.js';
import { compileSubscription } from './plan/compile-subscription.js';
import { parsedOnce } from './plan/parsed-once.js';
import { RunErrors } from './plan/run-errors.js';
import { typeConditionsOf } from './plan/type-conditions.js';
import { planApart, startPlanner } from './planner-process.js';
import { planningNames } from './response-names.js';

/**
 * Milliseconds after which the planner is started, where no operation has come yet: a start has the processor to
 * itself.
 */
const START_AFTER = 1_000;

/**
 * A graph whose plans are made by Hive's query planner (Rust, a Node.js addon, in a process of its own) and executed
 * here. An operation is planned and compiled once, and cached under its parsed document; where it has conditions, once
 * for each combination of their values.
 * @throws {Error} where the SDL is not a supergraph's.
 */
export async function planGraph({
  supergraphSdl,
  transportOf,
  streamOf = notFollowed,
  policies = {},
  admitPlanning = () => {},
}: GraphOptions): Promise<ExecutableGraph> {
  const supergraph = parseSupergraph(supergraphSdl);
  const schema = clientSchema(supergraph);
  const overrides = new QueryPlanner(supergraphSdl).overridePercentages;
  setTimeout(startPlanner, START_AFTER).unref();
  const namesFor = planningNames(supergraph, schema);
  const tools = { schema, transportOf, streamOf, compileCondition: typeConditionsOf(supergraph), parse: parsedOnce() };
  const authorization = createAuthorization({ supergraph, schema, policies });
  const operationOf = rememberOperations<Promise<CompiledOperation>>(schema, { hasRules: authorization !== null });

  /** What is asked in a caller's name, as it is planned; `asksNothing` where nothing of it is. */
  const prepare = ({ document }: FoldedDocument, operationName: string | undefined, caller: Caller) => {
    const restricted = authorization?.restrict(document, operationName, caller);
    const planned = namesFor(restricted?.document ?? document);
    const operation: PlannedOperation = { document, operationName, planned, restricted };
    return { operation, asksNothing: restricted?.asksNothing === true };
  };
  /** Without the request's signal: a plan is for whoever asks next, too. */
  const plan = ({ planned, operationName }: PlannedOperation, caller: Caller, percentage: number) =>
    planApart({
      supergraphSdl,
      document: print(planned.document),
      operationName,
      percentage,
      caller: callerKey(caller),
    });
  const compile = async (
    folded: FoldedDocument,
    { operationName, context: { caller } }: GraphRequest,
    percentage: number,
  ): Promise<CompiledOperation> => {
    if (folded.asksNothing) return async () => ({ data: {} });
    const { operation, asksNothing } = prepare(folded, operationName, caller);
    if (!asksNothing) return compileOperation(operation, await plan(operation, caller, percentage), tools);
    const answer = compileAnswer(operation, tools);
    return () => answer({ data: {}, errors: new RunErrors() });
  };

  return {
    schema,
    async execute(request) {
      const { conditions, coerce, compiled } = operationOf(request.document, request.operationName);
      const { coerced, errors } = coerce(request.variables);
      if (errors !== undefined) return { errors };
      // `@override(label: "percent(n)")`: requests fall on either side of each n, and there is a plan for either.
      const percentage = Math.random() * 100;
      const sides = overrides.map((override) => percentage > override);
      const decided = [...sides, ...conditions.variables.map((name) => coerced[name])]
        .map((is) => (is ? 1 : 0))
        .join('');
      const allowed = authorization?.keyFor(request.document, request.context.caller) ?? '';
      const key = allowed === '' ? decided : `${decided} ${allowed}`;
      // Refused, it is nothing to be remembered.
      if (compiled.get(key) === undefined) await admitPlanning(callerKey(request.context.caller));
      const operation = compiled.get(key) ?? compile(conditions.fold(coerced), request, percentage);
      compiled.set(key, operation);
      return (await operation)({ variables: coerced, context: request.context });
    },
    // A subscription lasts: to plan it anew each time costs little.
    async subscribe(request) {
      const { conditions, coerce } = operationOf(request.document, request.operationName);
      const { coerced, errors } = coerce(request.variables);
      if (errors !== undefined) return { errors };
      const folded = conditions.fold(coerced);
      if (folded.asksNothing) return { errors: [nothingToFollow()] };
      const { operation, asksNothing } = prepare(folded, request.operationName, request.context.caller);
      if (asksNothing) return { errors: operation.restricted?.errors ?? [] };
      const { caller } = request.context;
      await admitPlanning(callerKey(caller));
      const made = await plan(operation, caller, Math.random() * 100);
      return compileSubscription(operation, made, tools)({ variables: coerced, context: request.context });
    },
  };
}
