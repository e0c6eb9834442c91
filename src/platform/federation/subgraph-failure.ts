import { PedigraphError } from '../errors/pedigraph-error.js';

/** What is known of an attempt that brought no answer. */
export interface AttemptFacts {
  readonly isMutation: boolean;
  /** Whether the subgraph's time was up. */
  readonly isTimeUp: boolean;
  /** That time, in milliseconds. */
  readonly timeout: number;
}

/** A subgraph brought no answer: UNAVAILABLE, or OUTCOME_UNKNOWN for a mutation that may have happened. */
export class SubgraphFailure extends PedigraphError {
  /** Whether the same request may find an answer at once: a connection that broke, a peer that was being replaced. */
  readonly mayPass: boolean;

  private constructor(code: 'UNAVAILABLE' | 'OUTCOME_UNKNOWN', message: string, subgraph: string, mayPass = false) {
    super(code, message, { subgraph });
    this.name = 'SubgraphFailure';
    this.mayPass = mayPass;
  }

  /** Nothing was sent, because the last attempts all failed. */
  static resting(subgraph: string): SubgraphFailure {
    return new SubgraphFailure(
      'UNAVAILABLE',
      `The ${subgraph} subgraph has not answered lately and is left alone for a moment; try again in a few seconds.`,
      subgraph,
    );
  }

  /** The failure that an error of the HTTP client means. */
  static of(subgraph: string, error: unknown, { isMutation, isTimeUp, timeout }: AttemptFacts): SubgraphFailure {
    const reason = isTimeUp ? `did not answer within ${timeout} ms` : reasonOf(error);
    const mayPass = !isTimeUp && (error instanceof UnusableAnswer ? error.mayPass : BROKEN.has(codeOf(error)));
    if (isMutation && wasPerhapsSent(error)) {
      return new SubgraphFailure(
        'OUTCOME_UNKNOWN',
        `The ${subgraph} subgraph ${reason}, and the write may have happened: read before writing again.`,
        subgraph,
      );
    }
    const sentence = `The ${subgraph} subgraph ${reason}; ${isMutation ? 'nothing was written, ' : ''}try again later.`;
    return new SubgraphFailure('UNAVAILABLE', sentence, subgraph, mayPass);
  }
}

/** An HTTP answer that is not the subgraph's: a proxy's 502, a page. */
export class UnusableAnswer extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }

  /**
   * Whether the status means that the request was not acted on. 503 does not: proxies answer it as well where the
   * server went away after it had got the request.
   */
  get wasRefused(): boolean {
    return this.status >= 400 && this.status < 500;
  }

  /** Whether the status means that a later attempt may succeed. */
  get mayPass(): boolean {
    return this.status >= 502 && this.status <= 504;
  }
}

/** An answer with more bytes than are taken. It says nothing about whether the subgraph is well. */
export class TooLargeAnswer extends UnusableAnswer {
  constructor(maxBytes: number, status: number) {
    super(`answered more than ${maxBytes} bytes, which is the limit (PEDIGRAPH_LIMIT_ANSWER_BYTES)`, status);
  }

  override get mayPass(): boolean {
    return false;
  }
}

/** Errors from before there was a connection (Node.js, undici). */
const NOT_CONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const BROKEN: ReadonlySet<unknown> = new Set([...NOT_CONNECTED, 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function wasPerhapsSent(error: unknown): boolean {
  if (error instanceof UnusableAnswer) return !error.wasRefused;
  return !NOT_CONNECTED.has(codeOf(error));
}

function reasonOf(error: unknown): string {
  if (error instanceof UnusableAnswer) return error.message;
  const code = codeOf(error);
  if (NOT_CONNECTED.has(code)) return `cannot be reached (${code})`;
  return `broke off${typeof code === 'string' ? ` (${code})` : ''}`;
}
