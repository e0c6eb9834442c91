import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { checkVersion, type VersionCheck } from '#integrations/storage/check-version.js';
import { MAX_READ_BYTES } from '#integrations/storage/reach-options.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { CheckToFollow } from './follow-file.js';
import type { FollowOptions, Turn } from './follow-source.js';
import { nextAfter, nextAfterFailures } from './schedule.js';
import { ReadStopped, stoppableClient } from './stoppable-client.js';

const LAST_CHECK =
  'query ($ref: String!) { modelVersion(ref: $ref) { reachChecks(first: 1) { nodes { createdAt } } } }';

interface LastCheck {
  readonly modelVersion: { readonly reachChecks: { readonly nodes: readonly { readonly createdAt: string }[] } } | null;
}

/** How one turn with a version that is looked at ended. */
export type CheckTurn =
  | { readonly ended: 'checked'; readonly check: VersionCheck; readonly next: Date }
  | Exclude<Turn, { readonly ended: 'read' }>;

/**
 * Looks whether what a version names is still there, where that is due, and records it. When it is due follows from the last
 * check that the server has, whoever made it: a second follower and a restart look no more often.
 * @param failuresBefore how often in a row it failed
 */
export async function followCheck(
  { check: ref, schedule, allowPrivate }: CheckToFollow,
  { client, env, signal, isNow }: Pick<FollowOptions, 'client' | 'env' | 'signal' | 'isNow'>,
  failuresBefore: number,
): Promise<CheckTurn> {
  try {
    const next = isNow ? null : await dueAt(ref, schedule, client);
    if (next !== null && next > new Date()) return { ended: 'waits', why: 'it is not due', next };
    const options = { env, allowPrivate, maxBytes: MAX_READ_BYTES, record: true };
    const check = await checkVersion(ref, { ...options, client: stoppableClient(client, signal) });
    return { ended: 'checked', check, next: nextAfter(schedule, new Date()) };
  } catch (error) {
    if (error instanceof ReadStopped || signal.aborted) return { ended: 'stopped' };
    const failure = withoutCredentials((error as Error).message).slice(0, 2_000);
    return { ended: 'failed', failure, next: nextAfterFailures(failuresBefore + 1, new Date()) };
  }
}

async function dueAt(ref: string, schedule: string, client: GraphqlClient): Promise<Date | null> {
  const { modelVersion } = await client.query<LastCheck>(LAST_CHECK, { ref });
  const last = modelVersion?.reachChecks.nodes[0];
  return last === undefined ? null : nextAfter(schedule, new Date(last.createdAt));
}
