import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { placeOf, type SourceToFollow } from './follow-file.js';
import { type Brought, readSource, type SourceReader } from './read-source.js';
import { nextAfter, nextAfterFailures } from './schedule.js';
import { type NamedSource, type SourceLease, type SourceRead, type SourceState, takeLease } from './source-lease.js';
import { ReadStopped, stoppableClient } from './stoppable-client.js';

/** How one turn with a source ended. */
export type Turn =
  | { readonly ended: 'read'; readonly brought: Brought; readonly next: Date }
  | { readonly ended: 'failed'; readonly failure: string; readonly next: Date }
  /** It is not due yet, or another follower reads it. */
  | { readonly ended: 'waits'; readonly why: string; readonly next: Date }
  | { readonly ended: 'stopped' };

/** How sources are followed. */
export interface FollowOptions extends SourceReader {
  /** A name that no other follower has. */
  readonly holder: string;
  /** Ends the follower: what is under way is stopped between two writes. */
  readonly signal: AbortSignal;
  /** Read it now, whether it is due or not. */
  readonly isNow: boolean;
}

/** When another follower reads a source, it is asked for again after so long. */
const HELD_MS = 20_000;

/** The name of a source, as the server has it. */
export function sourceName(source: SourceToFollow): string {
  return withoutCredentials(placeOf(source));
}

/**
 * Reads a source once, where it is due and nobody else reads it, and reports to the server how that ended. Nothing of the
 * source makes it throw: a failure is the end of a turn.
 * @throws {ApiError} where the server cannot be asked for the lease.
 */
export async function followSource(source: SourceToFollow, options: FollowOptions): Promise<Turn> {
  const { client, holder, isNow } = options;
  const named = {
    kind: kindOf(source),
    source: sourceName(source),
    namespace: source.namespace,
    schedule: source.schedule,
  } as const;
  const lease = await takeLease(named, { holder, ifDue: !isNow, client });
  if (lease.granted) return readHeld(source, lease, options);
  const { reading, nextAt } = lease.state;
  if (reading || nextAt === null) return waitsForOther();
  return { ended: 'waits', why: 'it is not due', next: new Date(nextAt) };
}

function kindOf(source: SourceToFollow): NamedSource['kind'] {
  if ('git' in source) return 'GIT';
  return 'mlflow' in source ? 'MLFLOW' : 'HUGGING_FACE';
}

async function readHeld(source: SourceToFollow, lease: SourceLease, options: FollowOptions): Promise<Turn> {
  const signal = AbortSignal.any([options.signal, lease.lost]);
  const client = stoppableClient(options.client, signal);
  const turn = await turnOf(source, lease.state, { ...options, client, signal });
  if (lease.lost.aborted) return waitsForOther();
  await lease.giveBack(endOf(turn));
  return turn;
}

type ReadTurn = Exclude<Turn, { readonly ended: 'waits' }>;

async function turnOf(
  source: SourceToFollow,
  state: SourceState,
  reader: SourceReader & Pick<FollowOptions, 'signal'>,
): Promise<ReadTurn> {
  try {
    const brought = await readSource(source, state.position, reader);
    return { ended: 'read', brought, next: nextAfter(source.schedule, new Date()) };
  } catch (error) {
    // What ends this process ends a clone, too, which fails.
    if (error instanceof ReadStopped || reader.signal.aborted) return { ended: 'stopped' };
    const failure = withoutCredentials((error as Error).message).slice(0, 2_000);
    return { ended: 'failed', failure, next: nextAfterFailures(state.failures + 1, new Date()) };
  }
}

function endOf(turn: ReadTurn): SourceRead {
  switch (turn.ended) {
    case 'read': {
      const { outcome, brought, position } = turn.brought;
      return { outcome, brought, position, nextAt: turn.next };
    }
    case 'failed':
      return { outcome: 'FAILED', failure: turn.failure, nextAt: turn.next };
    case 'stopped':
      return { outcome: 'STOPPED', nextAt: new Date() };
  }
}

function waitsForOther(): Turn {
  return { ended: 'waits', why: 'another follower reads it', next: new Date(Date.now() + HELD_MS) };
}
