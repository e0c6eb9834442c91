import { type Command, Option } from 'commander';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { formatReport } from '#integrations/importing/report/format-report.js';
import type { VersionRule } from '#integrations/wandb/import/import-context.js';
import { asMilliseconds } from './as-milliseconds.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { isCompleteImport, runImport } from './run-import.js';

interface ImportWandbCommandOptions extends AnswerOptions {
  readonly namespace: string;
  readonly project?: string;
  readonly versions: VersionRule;
  readonly crashedAfter: number;
}

/**
 * The command `wandb FOLDER` of `pedigraph import`. Exit code 0: all is there, but for what is broken in the folder; 1: the
 * import is not complete, because nothing could be read or the server refused something; 2: wrong usage.
 */
export function importWandbCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('wandb', env)
    .description("take over the folders of Weights & Biases' runs: metrics, configuration, environments, artifacts")
    .argument('<folder>', 'a folder wandb, one that it lies in, or that of one run; it is only read')
    .option('--namespace <name>', 'put before every name, with a "/"', 'wandb')
    .option('--project <name>', 'the project of old runs, whose files do not say it')
    .addOption(
      new Option(
        '--versions <rule>',
        'which model artifacts become versions of registered models: those with an alias of their own, all, none',
      )
        .choices(['aliased', 'all', 'none'])
        .default('aliased'),
    )
    .addOption(
      new Option('--crashed-after <duration>', 'a run without an end that wrote nothing for so long has crashed')
        .argParser(asMilliseconds)
        .default(3_600_000, '1h'),
    )
    .action((folder: string, options: ImportWandbCommandOptions) =>
      runImport(
        options,
        async (onProgress) => {
          const { url, token, namespace, project, versions, crashedAfter: crashedAfterMs } = options;
          const client = createGraphqlClient({ url, token });
          const { importWandb } = await import('#integrations/wandb/import-wandb.js');
          return importWandb({ folder, client, namespace, project, versions, crashedAfterMs, onProgress });
        },
        { inWords: formatReport, isComplete: isCompleteImport },
      ),
    );
}
