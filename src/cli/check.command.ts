import type { Command } from 'commander';
import type { VersionCheck } from '#integrations/storage/check-version.js';
import { printable } from '#platform/errors/printable.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

interface CheckOptions extends AnswerOptions {
  readonly record?: boolean;
  readonly allowPrivate?: boolean;
}

/**
 * `pedigraph check REF`. Exit code 0: nothing that was asked is gone from all of its places or another; 1: something is, or
 * the server cannot be asked; 2: wrong usage.
 */
export function checkCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('check', env)
    .description('look whether the code and the files of a model version are still where it says')
    .argument('<ref>', 'the model version: fraud/detector@1.4.0, @production, @latest')
    .option('--record', 'record with the server what was found')
    .option('--allow-private', 'ask web servers and repositories of private networks and of this machine, too')
    .action((ref: string, options: CheckOptions) =>
      withClient(options, async (client) => {
        const { record = false, allowPrivate = false } = options;
        const { checkVersion, isBroken } = await import('#integrations/storage/check-version.js');
        const { MAX_READ_BYTES: maxBytes } = await import('#integrations/storage/reach-options.js');
        const check = await checkVersion(ref, { client, record, env, allowPrivate, maxBytes });
        printAnswerOf(check, () => inWords(check), options);
        process.exitCode = isBroken(check) ? 1 : 0;
      }),
    );
}

function inWords({ ref, places }: VersionCheck): string {
  if (places.length === 0) return `${printable(ref)}: it names neither a repository nor a file.`;
  return places
    .map(({ place, answer, reason }) => printable(`${answer.toLowerCase()}: ${place}: ${reason}`))
    .join('\n');
}
