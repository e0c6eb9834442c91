import { type ExecutionResult, GraphQLError, getOperationAST, Kind } from 'graphql';
import type { PlanStep } from './ask-subgraph.js';
import { isAnotherEntity } from './plan/another-entity.js';
import { type Answer, isAnswer } from './plan/answer.js';

/**
 * Compares the entities that a subgraph answered with the representations it was sent, as the plan executor does: a
 * list of another length, and an entity with another key, become null with an error.
 */
export function checkEntities(
  answer: ExecutionResult,
  { subgraph, document, variables = {}, operationName }: PlanStep,
): ExecutionResult {
  const errors: GraphQLError[] = [];
  const data: Record<string, unknown> = { ...answer.data };
  const isFailed = (answer.errors?.length ?? 0) > 0;
  const refuse = (did: string, path: readonly (string | number)[]): null => {
    const extensions = { code: 'INVALID_ANSWER' };
    errors.push(new GraphQLError(`The ${subgraph} subgraph ${did}.`, { path, extensions }));
    return null;
  };
  for (const selection of getOperationAST(document, operationName)?.selectionSet.selections ?? []) {
    if (selection.kind !== Kind.FIELD || selection.name.value !== '_entities') continue;
    const [given] = selection.arguments ?? [];
    const sent = given?.value.kind === Kind.VARIABLE ? variables[given.value.name.value] : undefined;
    if (!Array.isArray(sent)) continue;
    const key = selection.alias?.value ?? selection.name.value;
    const entities = data[key];
    if (!Array.isArray(entities) || entities.length !== sent.length) {
      const came = Array.isArray(entities) ? `${entities.length} entities` : 'no entities';
      if (Array.isArray(entities) || !isFailed) refuse(`answered ${came} where it was asked for ${sent.length}`, [key]);
      data[key] = null;
      continue;
    }
    data[key] = entities.map((entity: unknown, index) =>
      entity === null || (isAnswer(entity) && !isAnotherEntity(entity, sent[index] as Answer))
        ? entity
        : refuse('answered another entity than it was asked for', [key, index]),
    );
  }
  return errors.length === 0 ? answer : { ...answer, data, errors: [...(answer.errors ?? []), ...errors] };
}
