import type { FetchNode } from '@graphql-hive/router-query-planner';
import { type DocumentNode, type ExecutionResult, getOperationAST, Kind } from 'graphql';
import { isAnswer } from './answer.js';
import { branchesOf, mergeAnswer } from './merge-answer.js';
import { errorAt } from './relocate-error.js';
import { compileRewrites } from './rewrite.js';
import { compileFetch, type PlanRun, type PlanTools, type RunStep } from './step.js';

/** Compiles a fetch of fields of Query, Mutation or Subscription. */
export function compileRootFetch(fetch: FetchNode, tools: PlanTools): RunStep {
  const document = tools.parse(fetch.operation);
  const send = compileFetch(fetch, document, tools);
  const merge = compileMerge(fetch, document, tools);
  return async (run) => merge(run, await send(run));
}

/** Compiles the merge of an answer to fields of Query, Mutation or Subscription into the run. */
export function compileMerge(
  fetch: Pick<FetchNode, 'outputRewrites'>,
  document: DocumentNode,
  tools: PlanTools,
): (run: PlanRun, answer: ExecutionResult) => void {
  const rewrite = compileRewrites(fetch.outputRewrites, tools.compileCondition);
  const branches = branchesOf(document);
  const fallback = firstField(document);
  return (run, { data, errors = [] }) => {
    for (const error of errors) run.errors.add(error.path === undefined ? errorAt(error, fallback) : error);
    if (!isAnswer(data)) return;
    rewrite?.(data);
    mergeAnswer(run.data, data, branches, false);
  };
}

/** The path of an error that has none. */
function firstField(document: DocumentNode): readonly string[] {
  const [first] = getOperationAST(document)?.selectionSet.selections ?? [];
  return first?.kind === Kind.FIELD ? [first.alias?.value ?? first.name.value] : [];
}
