/** The codes of MLflow's that are used here, each with the status its server answers with, or would if it were no 5xx. */
const STATUS = {
  BAD_REQUEST: 400,
  INVALID_PARAMETER_VALUE: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  FEATURE_DISABLED: 404,
  ENDPOINT_NOT_FOUND: 404,
  RESOURCE_DOES_NOT_EXIST: 404,
  ABORTED: 409,
  RESOURCE_CONFLICT: 409,
  REQUEST_LIMIT_EXCEEDED: 429,
  INTERNAL_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  TEMPORARILY_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
} as const;

/** One of MLflow's error codes. */
export type MlflowCode = keyof typeof STATUS;

/**
 * An error in MLflow's vocabulary. Its clients send a request again after 408, 429, 500, 502, 503 and 504: what does
 * not pass by itself has none of those.
 */
export class MlflowError extends Error {
  readonly code: MlflowCode;
  readonly status: number;
  /** Seconds after which the request may be sent again; null where nothing is known. */
  readonly retryAfter: number | null;

  /** @param status @default that of the code */
  constructor(code: MlflowCode, message: string, status: number = STATUS[code], retryAfter: number | null = null) {
    super(message);
    this.name = 'MlflowError';
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** After which MLflow's clients send a request again, whatever its method. */
const RETRIED: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** The same error, with a status after which no client sends the request again. */
export function notRepeated(error: MlflowError): MlflowError {
  if (!RETRIED.has(error.status)) return error;
  return new MlflowError('ABORTED', `Look what became of it before you send it again. ${error.message}`);
}

/**
 * Does what comes after something was made: where that is refused, the refusal says that the thing is there, and no client
 * sends the request again.
 * @param made a sentence
 */
export async function afterMaking<Done>(made: string, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MlflowError)) throw error;
    throw new MlflowError('ABORTED', `${made} What comes after it was not done: ${error.message}`);
  }
}

/** The error of a value that is not taken, as MLflow's server has it. */
export function invalidParameter(message: string): MlflowError {
  return new MlflowError('INVALID_PARAMETER_VALUE', message);
}

/** The error of what is not there. */
export function notFound(message: string): MlflowError {
  return new MlflowError('RESOURCE_DOES_NOT_EXIST', message);
}
