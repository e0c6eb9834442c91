import { ApiError } from './api-error';
import type { Document } from './document';
import { postOf, sendForAnswer } from './send';

/** How far the ledgers were written, by subgraph: whoever has read so far has read the write. */
export type LedgerPositions = Readonly<Record<string, number>>;

/** What a write has come to. */
export interface Written<Result> {
  readonly data: Result;
  readonly positions: LedgerPositions;
}

/**
 * Sends a mutation. Under the same key the same mutation is done once, however often it is sent.
 * @throws {ApiError} where it was refused, or nobody knows what became of it
 */
export async function write<Result, Variables>(
  document: Document<Result, Variables>,
  variables: Variables,
  idempotencyKey: string,
): Promise<Written<Result>> {
  const headers = { 'idempotency-key': idempotencyKey };
  const { body, requestId } = await sendForAnswer(postOf(document, variables, { headers }));
  const { data, errors = [], extensions = {} } = body;
  if (data === undefined || data === null || errors.length > 0)
    throw new ApiError(errors[0] ?? { message: 'The server answered neither data nor an error.' }, requestId);
  return { data: data as Result, positions: (extensions['ledger'] ?? {}) as LedgerPositions };
}

/** Codes after which it is not known whether something was written: under the same key it may be sent again. */
const OUTCOME_UNKNOWN = new Set(['UNREACHABLE', 'OUTCOME_UNKNOWN', 'IDEMPOTENCY_KEY_IN_FLIGHT']);

/** Whether something may have been written, though there is no answer. */
export function isUnknown(error: unknown): boolean {
  return error instanceof ApiError && OUTCOME_UNKNOWN.has(error.code);
}
