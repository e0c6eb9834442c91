import { type ExecutionResult, GraphQLError } from 'graphql';
import { UnusableAnswer } from './subgraph-failure.js';

interface WireAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly WireError[];
  readonly extensions?: Record<string, unknown>;
}

interface WireError {
  readonly message?: unknown;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Record<string, unknown>;
}

/**
 * A subgraph's answer from its HTTP form. Whatever the status, a body with data or errors is an answer, but for the
 * statuses with which a server or what stands before it says that it did not act.
 * @throws {UnusableAnswer} where there is no answer in it.
 */
export function readSubgraphAnswer(status: number, body: string): ExecutionResult {
  if (status === 401 || status === 403) {
    // Its message is for the gateway, and not for the gateway's client.
    throw new UnusableAnswer(
      'refuses the gateway (of one of ours, PEDIGRAPH_SUBGRAPH_SECRET must be the same at both)',
      status,
    );
  }
  const answer = status >= 502 && status <= 504 ? undefined : parse(body);
  if (answer === undefined) throw new UnusableAnswer(`answered HTTP ${status} without GraphQL`, status);
  const errors = answer.errors?.map(toGraphQLError);
  return {
    ...(answer.data === undefined ? {} : { data: answer.data }),
    ...(errors === undefined || errors.length === 0 ? {} : { errors }),
    ...(answer.extensions === undefined ? {} : { extensions: answer.extensions }),
  };
}

function parse(body: string): WireAnswer | undefined {
  try {
    const value = JSON.parse(body) as WireAnswer | null;
    return typeof value === 'object' && value !== null && ('data' in value || Array.isArray(value.errors))
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

/** Without `locations`: they point into a document the client has never seen. */
function toGraphQLError({ message, path, extensions }: WireError): GraphQLError {
  return new GraphQLError(typeof message === 'string' ? message : 'no message', {
    ...(path === undefined ? {} : { path }),
    ...(extensions === undefined ? {} : { extensions }),
  });
}
