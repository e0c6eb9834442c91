import { ApiError } from '../client/api-error.js';
import type { GraphqlClient, Variables } from '../client/graphql-client.js';

/** Writes what may be written twice: all an import writes is idempotent by its content or its external id. */
export function write<Data>(
  { client }: { readonly client: GraphqlClient },
  document: string,
  variables: Variables,
): Promise<Data> {
  return client.mutate<Data>(document, variables, { safeWithoutKey: true });
}

/** Whether the server refused this one thing, and not what it would refuse for every other thing as well. */
export function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && !STOPS_THE_IMPORT.has(error.code);
}

const STOPS_THE_IMPORT: ReadonlySet<string> = new Set([
  ...['UNAUTHENTICATED', 'FORBIDDEN', 'UNAVAILABLE', 'TIMEOUT', 'OUTCOME_UNKNOWN'],
]);
