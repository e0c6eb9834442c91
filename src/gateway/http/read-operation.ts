import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { parseExact } from '#platform/json/inexact-number.js';
import type { OperationRequest, SentOperation } from '#platform/server/answer-with-apollo.js';
import type { Documents } from '../documents/documents.js';
import { refuseRepeatedParameter } from './repeated-parameter.js';

/** An operation as a client sent it, by whichever method; nothing of it is checked yet. */
export interface RawOperation {
  readonly query: unknown;
  readonly variables: unknown;
  readonly operationName: unknown;
  /** Whether anything was sent along that only the server understands. */
  readonly isPlain: boolean;
  /** What the server is to read in place of what was sent; absent where it may read the request itself. */
  readonly sent?: SentOperation | undefined;
}

/**
 * Reads the operation from the body of a POST or the URL of a GET, and puts the document where a client sent its id.
 * @throws {PedigraphError} what `Documents.resolve` throws; BAD_USER_INPUT for a number in the URL that JSON
 *   cannot carry, which the parser of bodies has refused already; BAD_REQUEST for a URL that has a parameter twice
 */
export function readOperation(request: OperationRequest, documents: Documents): RawOperation {
  const isGet = request.method === 'GET';
  const parameters = ((isGet ? request.query : request.body) ?? {}) as Readonly<Record<string, unknown>>;
  if (isGet) refuseRepeatedParameter(parameters);
  const variables = isGet ? fromJson('variables', parameters) : parameters['variables'];
  const extensions = isGet ? fromJson('extensions', parameters) : parameters['extensions'];
  const { query: sentQuery, documentId } = parameters;
  const query = documents.resolve({ query: sentQuery, documentId, extensions }, request.caller);
  const { persistedQuery, ...others } = isObject(extensions) ? extensions : {};
  const operation = { query, variables, operationName: parameters['operationName'] };
  const isPlain = Object.keys(others).length === 0 && isObject(extensions ?? {}) && isObject(variables ?? {});
  if (persistedQuery === undefined && documentId === undefined) return { ...operation, isPlain };
  return {
    ...operation,
    isPlain,
    sent: isGet ? { search: asSearch(parameters, query) } : { body: asBody(parameters, query, others) },
  };
}

function asBody(parameters: Readonly<Record<string, unknown>>, query: unknown, extensions: object): object {
  const { extensions: _, documentId: __, ...rest } = parameters;
  return { ...rest, query, ...(Object.keys(extensions).length === 0 ? {} : { extensions }) };
}

function asSearch(parameters: Readonly<Record<string, unknown>>, query: unknown): string {
  const { extensions: _, documentId: __, ...rest } = parameters;
  return `?${new URLSearchParams({ ...(rest as Record<string, string>), query: String(query) })}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parameter as JSON; a text that is no JSON stays as it is, for Apollo Server to refuse. */
function fromJson(name: string, parameters: Readonly<Record<string, unknown>>): unknown {
  const text = parameters[name];
  if (typeof text !== 'string') return undefined;
  try {
    return parseExact(text, name);
  } catch (error) {
    if (error instanceof PedigraphError) throw error;
    return text;
  }
}
