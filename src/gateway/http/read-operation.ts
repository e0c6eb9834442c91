import type { FastifyRequest } from 'fastify';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { parseExact } from '#platform/json/inexact-number.js';
import type { SentOperation } from '#platform/server/answer-with-apollo.js';
import { refuseSaidTwice } from '../said-once.js';
import type { PersistedQueries } from './persisted-queries.js';

/** An operation as a client sent it, by whichever method; nobody has looked at it yet. */
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
 * Reads the operation from the body of a POST or the URL of a GET, and puts the document where a client sent its hash.
 * @throws {PedigraphError} what `PersistedQueries.resolve` throws; BAD_USER_INPUT for a number in the URL that JSON cannot
 * carry, which in a body nobody gets to see; BAD_REQUEST for a URL that says something twice
 */
export function readOperation(request: FastifyRequest, persisted: PersistedQueries): RawOperation {
  const isGet = request.method === 'GET';
  const said = ((isGet ? request.query : request.body) ?? {}) as Readonly<Record<string, unknown>>;
  if (isGet) refuseSaidTwice(said);
  const variables = isGet ? fromJson('variables', said) : said['variables'];
  const extensions = isGet ? fromJson('extensions', said) : said['extensions'];
  const query = persisted.resolve(said['query'], extensions);
  const { persistedQuery, ...others } = isObject(extensions) ? extensions : {};
  const operation = { query, variables, operationName: said['operationName'] };
  const isPlain = Object.keys(others).length === 0 && isObject(extensions ?? {}) && isObject(variables ?? {});
  if (persistedQuery === undefined) return { ...operation, isPlain };
  return {
    ...operation,
    isPlain,
    sent: isGet ? { search: asSearch(said, query) } : { body: asBody(said, query, others) },
  };
}

function asBody(said: Readonly<Record<string, unknown>>, query: unknown, extensions: object): object {
  const { extensions: _, ...rest } = said;
  return { ...rest, query, ...(Object.keys(extensions).length === 0 ? {} : { extensions }) };
}

function asSearch(said: Readonly<Record<string, unknown>>, query: unknown): string {
  const { extensions: _, ...rest } = said;
  return `?${new URLSearchParams({ ...(rest as Record<string, string>), query: String(query) })}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is no JSON stays the text it is: Apollo Server says so. */
function fromJson(name: string, said: Readonly<Record<string, unknown>>): unknown {
  const text = said[name];
  if (typeof text !== 'string') return undefined;
  try {
    return parseExact(text, name);
  } catch (error) {
    if (error instanceof PedigraphError) throw error;
    return text;
  }
}
