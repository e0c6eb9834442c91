import type { ErrorCode } from '../errors/codes.js';

/**
 * The HTTP status of an answer that consists of this error alone. An error beside data does not show in the status:
 * GraphQL over HTTP (§6.4) has 2xx for every answer with data.
 */
export const HTTP_STATUS = {
  BAD_REQUEST: 400,
  PERSISTED_QUERY_NOT_SUPPORTED: 200,
  PERSISTED_QUERY_NOT_FOUND: 200, // what Apollo's clients look for before they send the document
  DOCUMENT_NOT_TRUSTED: 403,
  BAD_USER_INPUT: 400,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  QUERY_REFUSED: 400,
  NOT_PLANNED: 400,
  NOT_FOUND: 404,
  REFERENCE_NOT_FOUND: 400,
  AMBIGUOUS_REFERENCE: 400,
  CONFLICT: 409,
  VERSION_TOO_LOW: 409,
  INVALID_TRANSITION: 409,
  IMMUTABLE: 409,
  POLICY_UNMET: 409,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  UNAUTHORIZED_FIELD_OR_TYPE: 403,
  IDEMPOTENCY_KEY_REUSED: 422,
  IDEMPOTENCY_KEY_IN_FLIGHT: 409,
  TOO_MANY_IDEMPOTENCY_KEYS: 429,
  PAYLOAD_TOO_LARGE: 413,
  UNAVAILABLE: 503,
  RATE_LIMITED: 429,
  OVERLOADED: 503,
  OUTCOME_UNKNOWN: 502,
  INVALID_ANSWER: 502,
  TIMEOUT: 504,
  INTERNAL_SERVER_ERROR: 500,
} as const satisfies Readonly<Record<ErrorCode, number>>;

/** The status for any code, 500 for one that is not ours. */
export function statusOfCode(code: unknown): number {
  return typeof code === 'string' && Object.hasOwn(HTTP_STATUS, code) ? HTTP_STATUS[code as ErrorCode] : 500;
}
