import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { CheckTurn } from '#integrations/following/follow-check.js';
import type { Followed } from '#integrations/following/follow-file.js';
import type { Turn } from '#integrations/following/follow-source.js';
import { type ClientOptions, clientCommand } from './client-options.js';
import { authorizationOf } from './mlflow-authorization.js';
import { printAnswer, printFailure, printRemark } from './print.js';
import { withClient } from './with-client.js';

interface FollowCommandOptions extends ClientOptions {
  readonly once?: boolean;
}

/**
 * `pedigraph follow FILE`. Exit code 0: it was stopped, or with --once every source was read and every
 * version checked, whatever was found; 1: with --once one was not;
 * 2: the file is none, or wrong usage.
 */
export function followCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return clientCommand('follow', env)
    .description(
      'read sources on a schedule, and import what is new: repositories, MLflow; check whether what versions name is there',
    )
    .argument('<file>', 'a YAML file that lists the sources and the checks')
    .option('--once', 'read each source and check each version once, now, and end')
    .addHelpText('after', SIGNALS)
    .action((file: string, { once: isOnce = false, ...options }: FollowCommandOptions) =>
      withClient(options, async (client) => {
        const { readFollowFile } = await import('#integrations/following/follow-file.js');
        const all = await readFollowFile(file);
        const { follow } = await import('#integrations/following/follow.js');
        const stop = stopOnSignals();
        if (!isOnce) printRemark(`Following ${inWords(all)}. Ctrl-C stops it.`);
        const wentWell = await follow(all, {
          ...{ client, env, authorization: authorizationOf(env) },
          ...{
            holder: randomUUID(),
            signal: stop,
            isOnce,
            onTurn: (followed, turn) => printTurn(followed, turn, isOnce),
          },
        });
        process.exitCode = wentWell || !isOnce ? 0 : 1;
      }),
    );
}

const SIGNALS = `
SIGTERM and Ctrl-C stop what is under way between two writes; the next start goes on from there. Once more ends it at once.`;

/** Aborts on the first signal; the second one ends the process, as it would without us. */
function stopOnSignals(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}

function inWords(all: readonly Followed[]): string {
  const checks = all.filter((one) => 'check' in one).length;
  const counted = (count: number, what: string) => (count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`]);
  return [...counted(all.length - checks, 'source'), ...counted(checks, 'version')].join(' and ');
}

function nameOf(followed: Followed): string {
  if ('check' in followed) return `check ${followed.check}`;
  const tool = 'git' in followed ? 'git' : 'mlflow' in followed ? 'mlflow' : 'huggingface';
  return `${tool} ${followed.namespace}`;
}

function printTurn(followed: Followed, turn: Turn | CheckTurn, isOnce: boolean): void {
  const name = nameOf(followed);
  if (turn.ended === 'read') printAnswer(`${name}: ${broughtInWords(turn.brought)}`);
  if (turn.ended === 'checked') {
    const gone = turn.check.places.filter(({ answer }) => answer === 'NO');
    printAnswer(`${name}: ${turn.check.places.length} places, ${gone.length} gone or another`);
    for (const { place, reason } of gone) printAnswer(`${name}: ${place}: ${reason}`);
  }
  if (turn.ended === 'stopped') printRemark(`${name}: stopped`);
  // That one is not due is nobody's news, unless it was asked for.
  if (turn.ended === 'waits' && isOnce) printRemark(`${name}: not now: ${turn.why}`);
  if (turn.ended === 'failed') {
    const again = isOnce ? '' : `; it is tried again at ${turn.next.toISOString()}`;
    printFailure(`${name}: failed${again}: ${turn.failure}`);
  }
}

function broughtInWords({
  outcome,
  brought,
  skipped,
  contradictions,
}: Extract<Turn, { ended: 'read' }>['brought']): string {
  if (outcome === 'UNCHANGED') return 'unchanged';
  const parts = Object.entries(brought).map(([kind, count]) => `${count} ${kind}`);
  const more = [
    ...(skipped > 0 ? [`${skipped} left out`] : []),
    ...(contradictions > 0 ? [`${contradictions} contradictions`] : []),
  ];
  return [...(parts.length === 0 ? ['nothing new'] : parts), ...more].join(', ');
}
