import { Command, CommanderError } from 'commander';
import { ApiError } from '#integrations/client/api-error.js';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { formatReport } from '#integrations/mlflow/format-report.js';
import type { ImportReport } from '#integrations/mlflow/import-report.js';
import { asHttpUrl, DEFAULT_URL } from './as-http-url.js';
import { explainFailure } from './explain-failure.js';
import { printAnswer, printRemark } from './print.js';
import { createProgressBar } from './progress-bar.js';
import { tokenOption } from './token-option.js';

interface ImportMlflowCommandOptions {
  readonly url: string;
  readonly token?: string;
  readonly namespace: string;
  readonly json?: true;
}

/**
 * The command `mlflow PATH` of `pedigraph import`. Exit code 0: all is there, but for what is broken in the store;
 * 1: the import is not complete, because nothing could be read or the server refused something; 2: wrong usage.
 */
export function importMlflowCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return new Command('mlflow')
    .description('take over an MLflow file store: experiments, runs, environments, models, aliases')
    .argument('<path>', 'the folder mlruns, or the folder it lies in; it is only read')
    .option('--url <url>', 'the gateway', asHttpUrl, DEFAULT_URL)
    .addOption(tokenOption(env))
    .option('--namespace <name>', 'put before every name, with a "/"', 'mlflow')
    .option('--json', 'print the report as JSON')
    .exitOverride((error: CommanderError) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (path: string, { url, token, namespace, json }: ImportMlflowCommandOptions) => {
      using bar = createProgressBar();
      try {
        const client = createGraphqlClient({ url, token });
        const { importMlflow } = await import('#integrations/mlflow/import-mlflow.js');
        const report = await importMlflow({ path, client, namespace, onProgress: bar.show });
        bar[Symbol.dispose]();
        printAnswer(json ? JSON.stringify(report, null, 2) : formatReport(report));
        process.exitCode = isComplete(report) ? 0 : 1;
      } catch (error) {
        bar[Symbol.dispose]();
        process.exitCode = explain(error);
      }
    });
}

function isComplete({ counts, skips }: ImportReport): boolean {
  const anyRead = Object.values(counts).some(({ imported, alreadyThere }) => imported + alreadyThere > 0);
  return anyRead && skips.every(({ code }) => code === undefined);
}

function explain(error: unknown): 1 | 2 {
  const code = explainFailure(error);
  if (!(error instanceof ApiError)) return code;
  printRemark('The import has stopped; give the same command again and it goes on from there.');
  return 1;
}
