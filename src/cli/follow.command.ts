import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { SourceToFollow } from '#integrations/following/follow-file.js';
import type { Turn } from '#integrations/following/follow-source.js';
import { type ClientOptions, clientCommand } from './client-options.js';
import { authorizationOf } from './mlflow-authorization.js';
import { printAnswer, printFailure, printRemark } from './print.js';
import { withClient } from './with-client.js';

interface FollowCommandOptions extends ClientOptions {
  readonly once?: boolean;
}

/**
 * `pedigraph follow FILE`. Exit code 0: it was stopped, or with --once every source was read; 1: with --once one was not;
 * 2: the file is none, or wrong usage.
 */
export function followCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return clientCommand('follow', env)
    .description('read sources on a schedule, and import what is new: repositories, MLflow')
    .argument('<file>', 'a YAML file that lists the sources')
    .option('--once', 'read each source once, now, and end')
    .addHelpText('after', SIGNALS)
    .action((file: string, { once: isOnce = false, ...options }: FollowCommandOptions) =>
      withClient(options, async (client) => {
        const { readFollowFile } = await import('#integrations/following/follow-file.js');
        const sources = await readFollowFile(file);
        const { follow } = await import('#integrations/following/follow.js');
        const stop = stopOnSignals();
        if (!isOnce)
          printRemark(`Following ${sources.length} ${sources.length === 1 ? 'source' : 'sources'}. Ctrl-C stops it.`);
        const wentWell = await follow(sources, {
          ...{ client, env, authorization: authorizationOf(env) },
          ...{ holder: randomUUID(), signal: stop, isOnce, onTurn: (source, turn) => printTurn(source, turn, isOnce) },
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

function printTurn(source: SourceToFollow, turn: Turn, isOnce: boolean): void {
  const name = `${'git' in source ? 'git' : 'mlflow'} ${source.namespace}`;
  if (turn.ended === 'read') printAnswer(`${name}: ${broughtInWords(turn.brought)}`);
  if (turn.ended === 'stopped') printRemark(`${name}: stopped`);
  // That one is not due is nobody's news, unless it was asked for.
  if (turn.ended === 'waits' && isOnce) printRemark(`${name}: not read: ${turn.why}`);
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
