import { GraphQLError, parse } from 'graphql';
import type { Caller } from '#platform/auth/caller.js';
import type { GuardLimits } from '#platform/config/config.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { RawOperation } from '../http/read-operation.js';
import { asksForSchema } from './asks-for-schema.js';
import { guardDocument } from './guard-document.js';
import { guardSource } from './guard-source.js';
import { guardVariables } from './guard-variables.js';
import type { MayReadSchema } from './schema-readers.js';

/** Throws the reason where the guard refuses the operation of this caller. */
export type AdmitOperation = (
  operation: Pick<RawOperation, 'query' | 'variables'>,
  caller: Pick<Caller, 'kind'>,
) => void;

/** Documents known to pass; each may have 16 KB by default. */
const MEMORY = 1_000;

/**
 * Puts the guard before everything that walks a document: graphql-js's validation and the planner both take seconds
 * over a kilobyte of nested fragments. A document that passed is not judged again. What is not even a document is let
 * through: the server's own error for it is better.
 */
export function createAdmission(limits: GuardLimits, mayReadSchema: MayReadSchema): AdmitOperation {
  /** And whether each asks for the schema. */
  const admitted = new Map<string, boolean>();
  return ({ query, variables }, caller) => {
    const refused = guardVariables(variables);
    if (refused !== null) throw refused;
    if (typeof query !== 'string') return;
    let asks = admitted.get(query);
    if (asks === undefined) {
      asks = judge(query, limits);
      if (admitted.size >= MEMORY) for (const oldest of admitted.keys()) if (admitted.delete(oldest)) break;
      admitted.set(query, asks);
    }
    if (asks && !mayReadSchema(caller)) throw schemaError();
  };
}

/** Whether it asks for the schema. */
function judge(source: string, limits: GuardLimits): boolean {
  const refusedSource = guardSource(source, limits);
  if (refusedSource !== null) throw refusedSource;
  const document = parsed(source);
  if (document === null) return false;
  const refused = guardDocument(document, limits);
  if (refused !== null) throw refused;
  return asksForSchema(document);
}

function schemaError(): PedigraphError {
  return new PedigraphError(
    'QUERY_REFUSED',
    'The schema (__schema, __type) is not shown to you: send a credential, or ask whoever runs the server (PEDIGRAPH_GATEWAY_INTROSPECTION).',
    { limit: 'introspection' },
  );
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
