import { type ExecFileException, execFile } from 'node:child_process';
import type { Environment } from '#integrations/git/git-reader.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';

/** What the user's own Git needs to show who they are; of the repository itself nothing is run. */
const REMOTE = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ALLOW_PROTOCOL: 'https:ssh',
  GIT_LFS_SKIP_SMUDGE: '1',
  GIT_CONFIG_NOSYSTEM: '1',
  // A server that sends nothing for five minutes is given up, by what Git starts as well.
  GIT_HTTP_LOW_SPEED_LIMIT: '1',
  GIT_HTTP_LOW_SPEED_TIME: '300',
} as const;

/** More refs than that are no repository's. */
const MAX_PRINTED_BYTES = 64 * 1024 * 1024;

/** How long a question to a remote takes that only names commits, and moves no history. */
export const QUESTION_MS = 60_000;

/** What Git printed, or why it failed, without credentials. */
export type RemoteAnswer = { readonly printed: string } | { readonly refused: string };

/**
 * Runs the user's Git against a remote, over https or ssh alone, and without asking anybody.
 * @param timeoutMs after that it is ended, however far it is @default no limit: a clone takes as long as it has to
 */
export function remoteGit(words: readonly string[], env: Environment, timeoutMs = 0): Promise<RemoteAnswer> {
  const safe = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_')));
  return new Promise((resolve) => {
    const onEnd = (error: ExecFileException | null, stdout: string, stderr: string) => {
      if (error === null) return resolve({ printed: stdout });
      if (error.killed && timeoutMs > 0) return resolve({ refused: `it did not answer within ${timeoutMs / 1_000} s` });
      resolve({ refused: withoutCredentials(stderr.trim().split('\n').at(-1) || error.message).slice(0, 500) });
    };
    const limits = { maxBuffer: MAX_PRINTED_BYTES, timeout: timeoutMs };
    execFile('git', words, { env: { ...safe, ...REMOTE }, ...limits }, onEnd);
  });
}
