import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Reproduction } from '#integrations/reproduction/write-reproduction.js';
import { printable } from '#platform/errors/printable.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

interface ReproduceOptions extends AnswerOptions {
  readonly repo?: string;
  readonly checkBytes?: number;
  readonly force?: boolean;
}

/**
 * The command `reproduce REF [DIR]`. Exit code 0: the folder is written and nothing that was checked failed; 1:
 * something failed, or the gateway refused; 2: wrong usage.
 */
export function reproduceCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('reproduce', env)
    .description('write a folder that rebuilds a model version, and check what can be reached from here')
    .argument('<ref>', 'the model version: fraud/detector@1.4.0, @production, @latest')
    .argument('[dir]', 'the folder to write', 'reproduction')
    .option('--repo <clone>', 'a clone in which to look for the commit')
    .option('--check-bytes <number>', 'read so many bytes of files on this machine at most (default: 8 GiB)', asBytes)
    .option('--force', 'write even where the folder holds something')
    .action((ref: string, dir: string, options: ReproduceOptions) =>
      withClient(options, async (client) => {
        const { repo, checkBytes, force = false } = options;
        const folder = path.resolve(dir);
        const { writeReproduction } = await import('#integrations/reproduction/write-reproduction.js');
        const done = await writeReproduction({ client, ref, folder, clone: repo, force, env, maxBytes: checkBytes });
        printAnswerOf(answerOf(done, folder), () => inWords(done, dir), options);
        process.exitCode = done.findings.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
      }),
    );
}

function asBytes(text: string): number {
  const bytes = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(bytes)) return bytes;
  throw new InvalidArgumentError('Expected a whole number of bytes.');
}

/** What of it is an answer: what was written is in the folder. */
function answerOf({ plan, findings }: Reproduction, folder: string) {
  const { ref, reproducibility } = plan.subject;
  const missing = [...reproducibility.missing, ...plan.leftOut];
  return { ref, verdict: reproducibility.verdict, missing, findings, folder };
}

function inWords({ plan, findings }: Reproduction, dir: string): string {
  const { ref, reproducibility } = plan.subject;
  return [
    `${ref}: ${reproducibility.verdict}`,
    ...[...reproducibility.missing, ...plan.leftOut].map((one) => `missing: ${one}`),
    ...findings.map(({ outcome, what }) => `${outcome}: ${what}`),
    `Now: sh ${path.join(dir, 'rebuild.sh')}`,
  ]
    .map(printable)
    .join('\n');
}
