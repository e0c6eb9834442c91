import type { Caller } from '#platform/auth/caller.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** Who asks, as its credential says now. */
export type AuthenticateNow = () => Promise<Caller>;

/** Looks whether those who follow something still may. */
export interface CallersWatch {
  /**
   * Calls back once, when the caller may no longer do what it might when it began, with the reason; until `leave`.
   */
  follow(caller: Caller, authenticate: AuthenticateNow, ended: (reason: PedigraphError) => void): { leave(): void };
}

/** How often it is looked, in milliseconds, while anybody follows anything: within a second a revoked key is noticed. */
const EVERY_MS = 500;

interface Follower {
  readonly caller: Caller;
  readonly authenticate: AuthenticateNow;
  readonly ended: (reason: PedigraphError) => void;
}

/** Asks for each open stream, now and then, who its caller is: what that costs is one read of a revision for all. */
export function watchCallers(every: number = EVERY_MS): CallersWatch {
  const followers = new Set<Follower>();
  let isLooking = false;
  const look = async (): Promise<void> => {
    await Promise.all(
      [...followers].map(async (follower) => {
        const reason = await reasonToEnd(follower);
        if (reason !== null && followers.delete(follower)) follower.ended(reason);
      }),
    );
    isLooking = followers.size > 0;
    if (isLooking) setTimeout(look, every).unref();
  };
  return {
    follow(caller, authenticate, ended) {
      const follower = { caller, authenticate, ended };
      followers.add(follower);
      if (!isLooking) setTimeout(look, every).unref();
      isLooking = true;
      return { leave: () => void followers.delete(follower) };
    },
  };
}

async function reasonToEnd({ caller, authenticate }: Follower): Promise<PedigraphError | null> {
  try {
    const now = await authenticate();
    if (now.actor === caller.actor && now.rights.fingerprint === caller.rights.fingerprint) return null;
    return new PedigraphError(
      'FORBIDDEN',
      'What you may do has changed since this was opened: open it again, to follow what you may see now.',
    );
  } catch (error) {
    // Where it cannot be known for a moment, it is looked again.
    return error instanceof PedigraphError && error.extensions['code'] === 'UNAUTHENTICATED' ? error : null;
  }
}
