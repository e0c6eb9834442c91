import { type ExecutionResult, GraphQLError } from 'graphql';
import { parseInTurns } from '../turns/parse-in-turns.js';
import { UnusableAnswer } from './subgraph-failure.js';

/** Errors of one answer that are reported; further ones are only counted. */
const MOST_ERRORS = 100;

/** Lists and objects within each other in an answer: the executors of a gateway walk it by recursion. */
const MOST_DEPTH = 200;

interface WireAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly unknown[];
  readonly extensions?: Record<string, unknown>;
}

/** Makes of an error of a subgraph the one that is reported to the client. */
export type ReadError = (error: GraphQLError) => GraphQLError;

/**
 * Reads a subgraph's answer from an HTTP response; a long one is parsed in turns of the event loop. A body with data or
 * errors is an answer whatever the status, except for the statuses by which a server, or a proxy before it, refuses to
 * act (401, 403, 502 to 504); but a subgraph of ours that refuses for now says so itself (OVERLOADED).
 * @param foreign how to read the errors of a subgraph of somebody else's; its extensions are left out
 * @throws {UnusableAnswer} where there is no answer in it.
 */
export async function readSubgraphAnswer(status: number, body: string, foreign?: ReadError): Promise<ExecutionResult> {
  if (status === 401 || status === 403) {
    // Its message is for the gateway, which sent the token, and not for the gateway's client.
    const why =
      foreign === undefined
        ? ' (its PEDIGRAPH_GATEWAY_PUBLIC_KEYS must hold the key of this gateway, and their clocks must agree)'
        : '';
    throw new UnusableAnswer(`refuses who asks it${why}`, status);
  }
  const isRefused = status >= 502 && status <= 504;
  const answer = isRefused && foreign !== undefined ? undefined : await parse(body, status);
  if (answer === undefined || (isRefused && !isOverloaded(answer)))
    throw new UnusableAnswer(`answered HTTP ${status} without GraphQL`, status);
  const errors = answer.errors === undefined ? [] : readErrors(answer.errors, foreign);
  return {
    ...(answer.data === undefined ? {} : { data: answer.data }),
    ...(errors.length === 0 ? {} : { errors }),
    ...(answer.extensions === undefined || foreign !== undefined ? {} : { extensions: answer.extensions }),
  };
}

function isOverloaded({ errors: [first] = [] }: WireAnswer): boolean {
  return isRecord(first) && isRecord(first['extensions']) && first['extensions']['code'] === 'OVERLOADED';
}

async function parse(body: string, status: number): Promise<WireAnswer | undefined> {
  try {
    const value = (await parseInTurns(body, MOST_DEPTH)) as WireAnswer | null;
    if (!isRecord(value)) return undefined;
    const { data, errors, extensions } = value as Record<string, unknown>;
    const hasData = data === null || isRecord(data);
    const hasErrors = Array.isArray(errors) && errors.length > 0;
    if (!hasData && !hasErrors) return undefined;
    return {
      ...(hasData && { data: data as WireAnswer['data'] & object }),
      ...(hasErrors && { errors }),
      ...(isRecord(extensions) && { extensions }),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) return undefined;
    throw new UnusableAnswer(`answered lists and objects nested more than ${MOST_DEPTH} deep`, status);
  }
}

function readErrors(errors: readonly unknown[], foreign: ReadError = (error) => error): readonly GraphQLError[] {
  const reported = errors.slice(0, MOST_ERRORS).map((error) => foreign(toGraphQLError(error)));
  if (errors.length <= MOST_ERRORS) return reported;
  const { code = 'UNAVAILABLE' } = reported[0]?.extensions ?? {};
  return [...reported, new GraphQLError(`And ${errors.length - MOST_ERRORS} more errors.`, { extensions: { code } })];
}

/** Without `locations`: they point into a document the client has never seen. */
function toGraphQLError(error: unknown): GraphQLError {
  const { message, path, extensions } = isRecord(error) ? error : {};
  return new GraphQLError(typeof message === 'string' ? message : 'no message', {
    ...(isPath(path) && { path }),
    ...(isRecord(extensions) && { extensions }),
  });
}

/** Whether a value is a path of an answer; any other is dropped from its error. */
function isPath(path: unknown): path is readonly (string | number)[] {
  return Array.isArray(path) && path.length > 0 && path.length <= MOST_DEPTH && path.every(isPathKey);
}

function isPathKey(key: unknown): boolean {
  return typeof key === 'string' || (Number.isInteger(key) && (key as number) >= 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
