import type { Command } from 'commander';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printStep } from './print.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

interface ImportBundleOptions extends AnswerOptions {
  readonly contentOnly?: true;
  readonly dryRun?: true;
}

/**
 * The command `bundle FILE` of `pedigraph import`. Exit code 0: all is there; 1: it is not, because the server refused
 * something or could not be reached; 2: wrong usage, or no bundle.
 */
export function importBundleCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('bundle', env)
    .description('take over what pedigraph export wrote, under the same digests')
    .argument('<file>', 'the bundle; it is verified before anything is written')
    .option('--content-only', 'leave aliases, statuses and attached runs as they are')
    .option('--dry-run', 'verify it, look for what would refuse it, and write nothing')
    .action((file: string, options: ImportBundleOptions) =>
      withClient(options, async (client) => {
        const { url, token, contentOnly, dryRun } = options;
        printStep(`Importing ${file}`);
        const { importBundle } = await import('#integrations/bundle/import/import-bundle.js');
        const { importInWords } = await import('#integrations/bundle/report.js');
        const imported = await importBundle({ file, client, files: { url, token }, contentOnly, dryRun });
        printAnswerOf(imported, () => importInWords(imported), options);
      }),
    );
}
