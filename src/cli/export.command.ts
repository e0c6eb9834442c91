import type { Command } from 'commander';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printStep } from './print.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

interface ExportOptions extends AnswerOptions {
  readonly output: string;
  readonly artifacts?: true;
}

/** The command `export REF…`. Exit code 0: all is in the file, or the answer says what is not; 1: no file; 2: wrong usage. */
export function exportCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('export', env)
    .description('write model versions and all they rest on into one file, for another server or an archive')
    .argument('<ref...>', 'model versions: fraud/detector@1.4.0, @production; the same state is the same bytes')
    .requiredOption('-o, --output <file>', 'the file to write; there must be none of that name')
    .option('--artifacts', 'with the bytes of the files that the server stores')
    .action((refs: string[], options: ExportOptions) =>
      withClient(options, async (client) => {
        const { url, token, output, artifacts } = options;
        printStep(`Exporting ${refs.join(', ')}`);
        const { exportBundle } = await import('#integrations/bundle/export/export-bundle.js');
        const { contentsInWords } = await import('#integrations/bundle/report.js');
        const contents = await exportBundle({
          ...{ client, refs, file: output },
          files: artifacts ? { url, token } : undefined,
        });
        printAnswerOf(contents, () => contentsInWords(contents), options);
      }),
    );
}
