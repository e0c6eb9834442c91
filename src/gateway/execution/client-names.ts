import type { DocumentNode, ExecutionResult } from 'graphql';
import { type Answer, isAnswer } from './plan/answer.js';
import { type Branches, branchesOf } from './plan/merge-answer.js';
import { compileRenaming } from './plan/rename-paths.js';

/** Makes what puts the client's names into an answer in place of those it was planned with; leaves are handed on. */
export function compileClientNames(
  document: DocumentNode,
  clientNames: ReadonlyMap<string, string>,
): (answer: ExecutionResult) => ExecutionResult {
  if (clientNames.size === 0) return (answer) => answer;
  const branches = branchesOf(document);
  const renamePath = compileRenaming(clientNames);
  return ({ data, errors, ...rest }) => ({
    ...(data === undefined ? {} : { data: renamed(data, branches, clientNames) as ExecutionResult['data'] & object }),
    ...(errors === undefined ? {} : { errors: errors.map(renamePath) }),
    ...rest,
  });
}

function renamed(value: unknown, branches: Branches, clientNames: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, branches, clientNames));
  if (!isAnswer(value)) return value;
  const seen: Answer = {};
  for (const [key, inner] of Object.entries(value)) {
    const below = branches.get(key);
    seen[clientNames.get(key) ?? key] = below === undefined ? inner : renamed(inner, below, clientNames);
  }
  return seen;
}
