import type { ReadRevision } from '#platform/transport/transport.js';

/** How the revision of a subgraph that has shown none is read again. */
export interface UnknownRevisionOptions {
  /** How long it is left alone, in milliseconds. @default 5000 */
  readonly pause?: number | undefined;
  /** A clock in milliseconds that never goes back. @default performance.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Reads the revision of a subgraph that may have none: one that others wrote, or that is not there. Until it has shown
 * one, its answers are not cached, and only the first request waits for it: for others the revision is null at once,
 * and it is read again now and then in the background. Once it has shown one, the read rejects where it fails: then
 * answers of other subgraphs, which may rest on this one, cannot be cached either.
 */
export function orUnknown(
  read: ReadRevision,
  { pause = 5_000, now = () => performance.now() }: UnknownRevisionOptions = {},
): ReadRevision {
  let isKnown = false;
  let lastReadAt: number | undefined;

  const readNow = async (): Promise<string | null> => {
    const version = await read();
    isKnown = version !== null;
    return version;
  };
  return async () => {
    if (isKnown) return readNow();
    if (lastReadAt !== undefined && now() - lastReadAt < pause) return null;
    const isFirst = lastReadAt === undefined;
    lastReadAt = now();
    const reading = readNow().catch(() => null);
    return isFirst ? reading : null;
  };
}
