import type { QueryPlan } from '@graphql-hive/router-query-planner';
import {
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
} from 'graphql';
import { type CoerceVariables, compileVariables } from '../../../platform/execution/coerce-variables.js';
import { noteLarge } from '../../../platform/turns/large-answers.js';
import { UNITS_A_TURN } from '../../../platform/turns/pace.js';
import type { GraphRequest } from '../executable-graph.js';
import type { PlannedDocument } from '../response-names.js';
import { compilePlan } from './compile-plan.js';
import { CompletionFaults } from './completion-faults.js';
import { compileProjection, completedAtOnce, type Projection, TOO_LARGE } from './project-answer.js';
import { compileRenaming } from './rename-paths.js';
import { RunErrors } from './run-errors.js';
import type { PlanRun, PlanTools } from './step.js';
import { decidingVariables } from './taken-out.js';

/** An operation with everything that can be known of it before it is asked. */
export type CompiledOperation = (request: Pick<GraphRequest, 'variables' | 'context'>) => Promise<ExecutionResult>;

/** What operations are compiled with. */
export interface OperationTools extends PlanTools {
  /** The schema clients see. */
  readonly schema: GraphQLSchema;
}

/** An operation as the client wrote it, and as it was planned. */
export interface PlannedOperation extends Pick<GraphRequest, 'document' | 'operationName'> {
  readonly planned: PlannedDocument;
}

/** Variables in `@skip` and `@include` make a projection each for their combinations; so many are kept. */
const KEPT_PROJECTIONS = 32;

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
  const form = compileForm(operation, tools);
  return async ({ variables, context }) => {
    const { coerced, errors } = form.coerce(variables);
    if (errors !== undefined) return { errors };
    const run: PlanRun = { data: {}, errors: new RunErrors(), variables: coerced, context };
    await step(run);
    return form.answer(run);
  };
}

/** What an operation takes and gives, however it is executed. */
export interface CompiledForm {
  readonly coerce: CoerceVariables;
  /** The answer of a run that is at its end. */
  answer(run: PlanRun): Promise<ExecutionResult>;
}

/**
 * Compiles the variables of an operation, and the form of its answer.
 * @throws {Error} where there is no such operation.
 */
export function compileForm(
  { document, operationName, planned }: PlannedOperation,
  { schema }: OperationTools,
): CompiledForm {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (operation == null || root == null) throw new Error('The document has no operation that the schema can answer.');
  const { fetchedAs } = planned;
  const projectionFor = rememberedProjections(decidingVariables(document), (variables) =>
    compileProjection(root, [operation.selectionSet], {
      schema,
      fragments: fragmentsOf(document),
      variables,
      fetchedAs,
    }),
  );
  const asClientSees = compileRenaming(planned.clientNames);

  return {
    coerce: compileVariables(schema, operation.variableDefinitions ?? []),
    async answer({ data: fetched, errors: met, variables }) {
      const faults = new CompletionFaults();
      const isEmpty = met.count > 0 && Object.keys(fetched).length === 0;
      const data = isEmpty ? null : await completeIn(projectionFor(variables), fetched, faults);
      if (met.count === 0 && faults.count === 0) return { data };
      const told = met.told().map(asClientSees);
      return { data, errors: [...told, ...faults.errorsBeside(told)] };
    },
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

type ProjectionFor = (variables: Readonly<Record<string, unknown>>) => Projection;

function rememberedProjections(deciding: readonly string[], compile: ProjectionFor): ProjectionFor {
  const projections = new Map<string, Projection>();
  return (variables) => {
    const key = deciding.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const project = projections.get(key) ?? compile(variables);
    if (projections.size < KEPT_PROJECTIONS) projections.set(key, project);
    return project;
  };
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}
