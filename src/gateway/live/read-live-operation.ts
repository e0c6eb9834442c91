import type { FastifyRequest } from 'fastify';
import { type DocumentNode, getOperationAST, Kind, OperationTypeNode, parse } from 'graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { parseExact } from '#platform/json/inexact-number.js';
import { refuseCrossSite } from '#platform/server/cross-site.js';
import type { Documents } from '../documents/documents.js';
import { refuseRepeatedParameter } from '../http/repeated-parameter.js';
import type { LiveOperation } from './open-operation.js';

/**
 * Reads what a request of `/graphql/stream` asks for: from its body, or from the URL of a GET, by which nothing is ever
 * written.
 * @throws {PedigraphError} BAD_REQUEST: 405 where a GET asks for a mutation, 400 where another site may have sent it,
 *   or a parameter stands twice in the URL; what `Documents.resolve` throws
 */
export function readLiveOperation(request: FastifyRequest, documents: Documents): LiveOperation {
  if (request.method !== 'GET') return (request.body as LiveOperation | undefined) ?? { query: undefined };
  const parameters = request.query as Readonly<Record<string, unknown>>;
  refuseRepeatedParameter(parameters);
  const operation = inUrl(parameters);
  const query = documents.resolve(operation, request.caller);
  if (mayWrite({ ...operation, query })) {
    throw new PedigraphError('BAD_REQUEST', 'A GET writes nothing: send a mutation by POST, as application/json.', {
      http: { status: 405, headers: { allow: 'POST' } },
    });
  }
  refuseCrossSite(request);
  return operation;
}

/** An operation in a URL, whose variables and extensions are JSON. */
function inUrl(parameters: Readonly<Record<string, unknown>>): LiveOperation {
  const { query, documentId, operationName } = parameters;
  return {
    query,
    documentId,
    variables: fromJson('variables', parameters) as LiveOperation['variables'],
    extensions: fromJson('extensions', parameters),
    ...(typeof operationName === 'string' ? { operationName } : {}),
  };
}

function fromJson(name: 'variables' | 'extensions', parameters: Readonly<Record<string, unknown>>): unknown {
  const text = parameters[name];
  if (typeof text !== 'string') return undefined;
  try {
    return parseExact(text, name);
  } catch (error) {
    if (error instanceof PedigraphError) throw error;
    throw new PedigraphError('BAD_REQUEST', `${name} must be a JSON object.`);
  }
}

/** Whether a mutation would run, or might where `operationName` is missing. */
function mayWrite({ query, operationName }: LiveOperation): boolean {
  const document = typeof query === 'string' ? parsed(query) : null;
  if (document === null) return false;
  const meant = getOperationAST(document, operationName);
  if (meant != null) return meant.operation === OperationTypeNode.MUTATION;
  return document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.MUTATION,
  );
}

/** Null where it is not GraphQL: whatever opens the subscription reports the syntax error. */
function parsed(query: string): DocumentNode | null {
  try {
    return parse(query, { noLocation: true });
  } catch {
    return null;
  }
}
