import { spawn } from 'node:child_process';
import type { Environment } from '#integrations/git/git-reader.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { endWithUs } from './end-with-us.js';

/** What the user's own Git needs to show who they are; of the repository itself nothing is run. */
const REMOTE = {
  LC_ALL: 'C',
  // Nobody is asked: not by Git, not by ssh, not by a window of either.
  GIT_TERMINAL_PROMPT: '0',
  GCM_INTERACTIVE: 'never',
  SSH_ASKPASS_REQUIRE: 'never',
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
 * Runs the user's Git against a remote, over https or ssh alone. It has no terminal, and ends with all it started: at the
 * time limit, and with this process.
 * @param timeoutMs after that it is ended, however far it is @default no limit: a clone takes as long as it has to
 */
export async function remoteGit(words: readonly string[], env: Environment, timeoutMs = 0): Promise<RemoteAnswer> {
  const safe = Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('GIT_') && name !== 'SSH_ASKPASS'),
  );
  // A session of its own: ssh asks its terminal for passwords, whatever Git was told.
  const child = spawn('git', words, { env: { ...safe, ...REMOTE }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  using group = endWithUs(child);
  let refused: string | undefined;
  const end = (why: string) => {
    refused ??= why;
    group.end();
  };
  const printed = [child.stdout, child.stderr].map((stream) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_PRINTED_BYTES) end(`it printed more than ${MAX_PRINTED_BYTES} bytes`);
      else chunks.push(chunk);
    });
    return () => Buffer.concat(chunks).toString('utf8');
  });
  const timer =
    timeoutMs > 0 ? setTimeout(end, timeoutMs, `it did not answer within ${timeoutMs / 1_000} s`) : undefined;
  const failure = await new Promise<string | null>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code) => resolve(code === 0 ? null : `git ended with ${code ?? 'a signal'}`));
  });
  clearTimeout(timer);
  const [stdout, stderr] = printed.map((text) => text());
  if (refused !== undefined) return { refused };
  if (failure === null) return { printed: stdout! };
  return { refused: withoutCredentials(stderr!.trim().split('\n').at(-1) || failure).slice(0, 500) };
}
