import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Caller } from '#platform/auth/caller.js';
import type { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { Deadline } from '#platform/transport/deadline.js';
import type { AuthenticateNow, CallersWatch } from './callers-watch.js';

/** A subscription to follow, and for whom. */
export interface FollowOptions {
  /** Begins; what it gives ends with the signal. */
  readonly follow: (signal: AbortSignal) => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
  readonly watch: CallersWatch;
  readonly caller: Caller;
  readonly authenticate: AuthenticateNow;
  /** Aborts when the client has left. */
  readonly signal: AbortSignal;
  readonly report: (error: unknown) => GraphQLError;
  /** Called once, however it ends. */
  readonly onEnd: () => void;
}

/**
 * The answers of a subscription for as long as its caller may have them: then the last one is the reason why there are
 * no more. The one answer, where it cannot be followed.
 */
export async function followWhileAllowed(
  options: FollowOptions,
): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
  const { follow, watch, caller, authenticate, signal, onEnd } = options;
  const ended = new Deadline(undefined, { gone: signal });
  let refused: PedigraphError | undefined;
  const watched = watch.follow(caller, authenticate, (reason) => {
    refused = reason;
    ended.abort();
  });
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    signal.removeEventListener('abort', end);
    watched.leave();
    ended.end();
    onEnd();
  };
  // Also where nobody ever takes an answer.
  signal.addEventListener('abort', end, { once: true });
  try {
    const answers = await follow(ended.signal);
    if (Symbol.asyncIterator in answers) return until(answers, { ...options, onEnd: end, refused: () => refused });
    end();
    return answers;
  } catch (error) {
    end();
    throw error;
  }
}

async function* until(
  answers: AsyncIterable<ExecutionResult>,
  {
    signal,
    report,
    onEnd,
    refused,
  }: Pick<FollowOptions, 'signal' | 'report' | 'onEnd'> & { readonly refused: () => PedigraphError | undefined },
): AsyncGenerator<ExecutionResult, void> {
  try {
    for await (const answer of answers) {
      if (refused() !== undefined) break;
      yield answer.errors === undefined ? answer : { ...answer, errors: answer.errors.map(report) };
    }
    const reason = refused();
    if (reason !== undefined && !signal.aborted) yield { errors: [report(reason)] };
  } catch (error) {
    if (!signal.aborted) yield { errors: [report(refused() ?? error)] };
  } finally {
    onEnd();
  }
}
