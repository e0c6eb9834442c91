/**
 * The gateway refused a request, or could not be asked. `code` is the server's `extensions.code`
 * (`CONFLICT`, `IMMUTABLE`, …); when no answer came it is `UNAVAILABLE` (nothing was written), `TIMEOUT`
 * (a read that took too long) or `OUTCOME_UNKNOWN` (a write that may have happened).
 */
export class ApiError extends Error {
  readonly code: string;
  /** The other `extensions` of the error, for programs. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.code = code;
    this.details = details;
  }
}
