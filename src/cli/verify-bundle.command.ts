import { Command } from 'commander';
import { explainFailure } from './explain-failure.js';
import { printAnswerOf } from './print-answer-of.js';

/** The command `verify-bundle FILE`. Exit code 0: it is what was exported; 2: it is not. No server is asked. */
export function verifyBundleCommand(): Command {
  return new Command('verify-bundle')
    .description('verify what pedigraph export wrote: every digest, pin and event; asks no server')
    .argument('<file>', 'the bundle')
    .option('--json', 'print all of the answer as JSON')
    .action(async (file: string, options: { readonly json?: true }) => {
      try {
        const { verifyBundle } = await import('#integrations/bundle/verify/verify-bundle.js');
        const bundle = await verifyBundle(file);
        const { bundleInWords } = await import('#integrations/bundle/report.js');
        printAnswerOf(bundle, () => bundleInWords(bundle), options);
      } catch (error) {
        process.exitCode = explainFailure(error);
      }
    });
}
