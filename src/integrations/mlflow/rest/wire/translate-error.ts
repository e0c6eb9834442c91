import type { ErrorCode } from '#platform/errors/codes.js';
import type { ReportedError } from '#platform/server/mount.js';
import { type MlflowCode, MlflowError } from './mlflow-error.js';

/** What each of our codes is to MLflow's clients. */
const MLFLOW_CODES: Readonly<Record<ErrorCode, MlflowCode>> = {
  BAD_REQUEST: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_SUPPORTED: 'INTERNAL_ERROR',
  PERSISTED_QUERY_NOT_FOUND: 'INTERNAL_ERROR',
  DOCUMENT_NOT_TRUSTED: 'PERMISSION_DENIED',
  BAD_USER_INPUT: 'INVALID_PARAMETER_VALUE',
  GRAPHQL_PARSE_FAILED: 'INTERNAL_ERROR',
  GRAPHQL_VALIDATION_FAILED: 'INTERNAL_ERROR',
  QUERY_REFUSED: 'INVALID_PARAMETER_VALUE',
  NOT_PLANNED: 'INTERNAL_ERROR',
  NOT_FOUND: 'RESOURCE_DOES_NOT_EXIST',
  REFERENCE_NOT_FOUND: 'RESOURCE_DOES_NOT_EXIST',
  AMBIGUOUS_REFERENCE: 'INVALID_PARAMETER_VALUE',
  CONFLICT: 'RESOURCE_CONFLICT',
  VERSION_TOO_LOW: 'INVALID_PARAMETER_VALUE',
  INVALID_TRANSITION: 'INVALID_PARAMETER_VALUE',
  IMMUTABLE: 'INVALID_PARAMETER_VALUE',
  POLICY_UNMET: 'PERMISSION_DENIED',
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  FORBIDDEN: 'PERMISSION_DENIED',
  UNAUTHORIZED_FIELD_OR_TYPE: 'PERMISSION_DENIED',
  IDEMPOTENCY_KEY_REUSED: 'INVALID_PARAMETER_VALUE',
  IDEMPOTENCY_KEY_IN_FLIGHT: 'RESOURCE_CONFLICT',
  TOO_MANY_IDEMPOTENCY_KEYS: 'REQUEST_LIMIT_EXCEEDED',
  PAYLOAD_TOO_LARGE: 'INVALID_PARAMETER_VALUE',
  UNAVAILABLE: 'TEMPORARILY_UNAVAILABLE',
  RATE_LIMITED: 'REQUEST_LIMIT_EXCEEDED',
  OVERLOADED: 'TEMPORARILY_UNAVAILABLE',
  OUTCOME_UNKNOWN: 'TEMPORARILY_UNAVAILABLE',
  INVALID_ANSWER: 'INTERNAL_ERROR',
  TIMEOUT: 'DEADLINE_EXCEEDED',
  INTERNAL_SERVER_ERROR: 'INTERNAL_ERROR',
};

/**
 * An error of the GraphQL API in MLflow's vocabulary.
 * @param status of a refusal before anything was answered, where the server has a special one. @default the code's
 */
export function translateError({ message, extensions = {} }: ReportedError, status?: number): MlflowError {
  const { code, retryAfter } = extensions;
  const known = typeof code === 'string' && Object.hasOwn(MLFLOW_CODES, code);
  const mlflowCode = known ? MLFLOW_CODES[code as ErrorCode] : 'INTERNAL_ERROR';
  const special = status !== undefined && KEPT_STATUS.has(status) ? status : undefined;
  return new MlflowError(mlflowCode, message, special, typeof retryAfter === 'number' ? retryAfter : null);
}

/** A foreign page, a body that is too large, another media type, another server: MLflow has no codes for these. */
const KEPT_STATUS: ReadonlySet<number> = new Set([403, 413, 415, 421]);
