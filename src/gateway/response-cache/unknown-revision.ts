import type { ReadVersion } from '#platform/transport/transport.js';

/** How a subgraph that tells no version is asked again. */
export interface UntoldVersionOptions {
  /** How long it is left alone, in milliseconds. @default 5000 */
  readonly pause?: number | undefined;
  /** A clock in milliseconds that never goes back. @default performance.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Reads the version of a subgraph that may have none: one that others wrote, or that is not there. Until it has told
 * one, what it says is not kept, and nobody waits for it but who asks first: the version is null at once, and asked for
 * again now and then beside the requests. Once it has told one, it rejects where it cannot be read: then others, who may
 * have asked this subgraph themselves, cannot be kept either.
 */
export function orUntold(
  read: ReadVersion,
  { pause = 5_000, now = () => performance.now() }: UntoldVersionOptions = {},
): ReadVersion {
  let hasTold = false;
  let askedAt: number | undefined;

  const ask = async (): Promise<string | null> => {
    const version = await read();
    hasTold = version !== null;
    return version;
  };
  return async () => {
    if (hasTold) return ask();
    if (askedAt !== undefined && now() - askedAt < pause) return null;
    const isFirst = askedAt === undefined;
    askedAt = now();
    const asking = ask().catch(() => null);
    return isFirst ? asking : null;
  };
}
