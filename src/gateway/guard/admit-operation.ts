import { GraphQLError, parse } from 'graphql';
import type { GuardLimits } from '#platform/config/config.js';
import type { RawOperation } from '../http/read-operation.js';
import { guardDocument } from './guard-document.js';
import { guardSource } from './guard-source.js';
import { guardVariables } from './guard-variables.js';

/** Throws the reason where the guard refuses the operation. */
export type AdmitOperation = (operation: Pick<RawOperation, 'query' | 'variables'>) => void;

/** Documents known to pass; each may have 16 KB by default. */
const MEMORY = 1_000;

/**
 * Puts the guard before everything that walks a document: graphql-js's validation and the planner both take seconds
 * over a kilobyte of nested fragments. A document that passed is not judged again. What is not even a document is let
 * through: the server's own error for it is better.
 */
export function createAdmission(limits: GuardLimits): AdmitOperation {
  const admitted = new Set<string>();
  return ({ query, variables }) => {
    const refused = guardVariables(variables);
    if (refused !== null) throw refused;
    if (typeof query !== 'string' || admitted.has(query)) return;
    judge(query, limits);
    if (admitted.size >= MEMORY) for (const oldest of admitted.keys()) if (admitted.delete(oldest)) break;
    admitted.add(query);
  };
}

function judge(source: string, limits: GuardLimits): void {
  const refusedSource = guardSource(source, limits);
  if (refusedSource !== null) throw refusedSource;
  const document = parsed(source);
  const refused = document === null ? null : guardDocument(document, limits);
  if (refused !== null) throw refused;
}

/** Null where it is not GraphQL; Apollo Server parses it again, and words the error. */
function parsed(source: string) {
  try {
    return parse(source, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
