import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { type ExecutionResult, type GraphQLSchema, getOperationAST } from 'graphql';
import type { RestrictedDocument } from '#gateway/authorization/restrict-document.js';
import { noteLarge } from '#platform/turns/large-answers.js';
import { UNITS_A_TURN } from '#platform/turns/pace.js';
import type { GraphRequest } from '../executable-graph.js';
import { fragmentsOf } from '../fragments-of.js';
import type { PlannedDocument } from '../response-names.js';
import { compilePlan } from './compile-plan.js';
import { CompletionFaults } from './completion-faults.js';
import { compileProjection, completedAtOnce, TOO_LARGE } from './project-answer.js';
import type { Projection } from './projection.js';
import { compileRenaming } from './rename-paths.js';
import { RunErrors } from './run-errors.js';
import type { PlanRun, PlanTools } from './step.js';

/** What an operation without conditions is asked with. Its variables are coerced. */
export type CompiledRequest = Pick<PlanRun, 'variables' | 'context'>;

/** An operation with everything that can be known of it before it is asked. */
export type CompiledOperation = (request: CompiledRequest) => Promise<ExecutionResult>;

/** What operations are compiled with. */
export interface OperationTools extends PlanTools {
  /** The schema clients see. */
  readonly schema: GraphQLSchema;
}

/** An operation as the client wrote it, its conditions folded, and as it was planned. */
export interface PlannedOperation extends Pick<GraphRequest, 'document' | 'operationName'> {
  readonly planned: PlannedDocument;
  /** What its caller may not read; it is not planned. @default nothing */
  readonly restricted?: Restriction | undefined;
}

/** What the answer of an operation keeps back. */
export type Restriction = Pick<RestrictedDocument, 'isDenied' | 'mayRead' | 'errors'>;

/**
 * Compiles the plan of an operation, and the form of its answer.
 * @throws {Error} where there is no such operation.
 */
export function compileOperation(
  operation: PlannedOperation,
  plan: QueryPlan,
  tools: OperationTools,
): CompiledOperation {
  const step = compilePlan(plan, tools);
  const answer = compileAnswer(operation, tools);
  return async (request) => {
    const run: PlanRun = { data: {}, errors: new RunErrors(), ...request };
    await step(run);
    return answer(run);
  };
}

/**
 * Compiles the answer of a run that is at its end.
 * @throws {Error} where there is no such operation.
 */
export function compileAnswer(
  { document, operationName, planned, restricted }: PlannedOperation,
  { schema }: Pick<OperationTools, 'schema'>,
): (run: Pick<PlanRun, 'data' | 'errors'>) => Promise<ExecutionResult> {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (operation == null || root == null) throw new Error('The document has no operation that the schema can answer.');
  const projection = compileProjection(root, [operation.selectionSet], {
    schema,
    fragments: fragmentsOf(document),
    fetchedAs: planned.fetchedAs,
    isDenied: restricted?.isDenied,
    mayRead: restricted?.mayRead,
  });
  const denials = restricted?.errors ?? [];
  const asClientSees = compileRenaming(planned.clientNames);

  return async ({ data: fetched, errors: met }) => {
    const faults = new CompletionFaults();
    const isEmpty = met.count > 0 && Object.keys(fetched).length === 0;
    const data = isEmpty ? null : await completeIn(projection, fetched, faults);
    if (met.count === 0 && faults.count === 0 && denials.length === 0) return { data };
    const reported = [...denials, ...met.reported().map(asClientSees)];
    return { data, errors: [...reported, ...faults.errorsBeside(reported)] };
  };
}

async function completeIn(
  { project, projectInTurns: inTurns }: Projection,
  fetched: object,
  faults: CompletionFaults,
): Promise<ExecutionResult['data'] & object> {
  const position = { project, inTurns, isNonNull: false, field: '' };
  let data = completedAtOnce(fetched, position, faults);
  if (data === TOO_LARGE) data = await inTurns(fetched, faults);
  if (faults.units > UNITS_A_TURN && data !== null) noteLarge(data as object);
  return data as ExecutionResult['data'] & object; // null where a null went up to the root
}
