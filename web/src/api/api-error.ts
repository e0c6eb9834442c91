/** An error as the API reports it. */
export interface ReportedError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Why there is no answer at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** One of docs/errors.md; UNREACHABLE where nothing came back. */
  readonly code: string;
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Under which the server's log has it. */
  readonly requestId: string | undefined;

  constructor({ message, extensions = {} }: ReportedError, requestId?: string) {
    super(message);
    this.code = typeof extensions['code'] === 'string' ? extensions['code'] : 'UNREACHABLE';
    this.extensions = extensions;
    this.requestId = requestId;
  }
}
