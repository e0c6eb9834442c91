import { ApiError, type ReportedError } from './api-error';
import type { Document } from './document';
import { hashOf, postOf, type Sending, sendForAnswer } from './send';

/** What the API answered: everything, or what is there beside the errors of what is not. */
export interface Answer<Result> {
  readonly data: Result;
  readonly errors: readonly ReportedError[];
  readonly requestId: string | undefined;
}

/** Above this a URL may be refused on its way. */
const LONGEST_URL = 6_000;

/** The server does not know the hash of a document yet, or knows none. */
const UNKNOWN_HASH = new Set(['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED']);

/**
 * Asks the API. A document goes as its hash in the URL of a GET, so that the browser keeps the answer and asks with its
 * ETag whether it still holds; in full only where the server has not seen it.
 * @throws {ApiError} where there are no data
 */
export async function ask<Result, Variables>(
  document: Document<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Answer<Result>> {
  const byHash = await sendForAnswer(getOf(document, variables), signal);
  const isUnknown = byHash.body.errors?.some(({ extensions }) => UNKNOWN_HASH.has(String(extensions?.['code'])));
  const { body, requestId } = isUnknown ? await sendForAnswer(postOf(document, variables), signal) : byHash;
  const { data, errors = [] } = body;
  if (data === undefined || data === null)
    throw new ApiError(errors[0] ?? { message: 'The server answered neither data nor an error.' }, requestId);
  return { data: data as Result, errors, requestId };
}

function getOf<Result, Variables>(document: Document<Result, Variables>, variables: Variables): Sending {
  const parameters = new URLSearchParams({
    operationName: document.name,
    variables: JSON.stringify(variables),
    extensions: JSON.stringify(hashOf(document)),
  });
  const url = `/graphql?${parameters}`;
  // The header is one that no page of another site can send unasked.
  return url.length > LONGEST_URL
    ? postOf(document, variables)
    : { url, init: { headers: { 'apollo-require-preflight': 'yes' } } };
}
