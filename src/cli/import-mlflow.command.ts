import { type Command, Option } from 'commander';
import { createArtifactUpload } from '#integrations/client/artifact-upload.js';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { formatReport } from '#integrations/importing/report/format-report.js';
import { asMoment } from './as-moment.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { collect } from './collect.js';
import { authorizationOf } from './mlflow-authorization.js';
import { isCompleteImport, runImport } from './run-import.js';

interface ImportMlflowCommandOptions extends AnswerOptions {
  readonly namespace: string;
  readonly artifacts: 'verify' | 'skip' | 'copy';
  readonly artifactFolder: readonly string[];
  readonly since?: Date;
  readonly sinceLast?: true;
}

/**
 * The command `mlflow SOURCE` of `pedigraph import`. Exit code 0: all is there, but for what is broken in the store;
 * 1: the import is not complete, because nothing could be read or the server refused something; 2: wrong usage.
 */
export function importMlflowCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('mlflow', env)
    .description('take over what MLflow holds: experiments, runs, environments, models, aliases')
    .argument(
      '<source>',
      'a folder mlruns or the one it lies in, an SQLite file, a postgresql:// or mysql:// URL, or the URL of a tracking server; it is only read',
    )
    .option('--namespace <name>', 'put before every name, with a "/"', 'mlflow')
    .addOption(
      new Option(
        '--artifacts <mode>',
        'verify: read what can be reached, for digests and environments; copy: store it with the server as well; skip: read none',
      )
        .choices(['verify', 'skip', 'copy'])
        .default('verify'),
    )
    .option('--artifact-folder <path>', 'a folder on this disk that artifacts lie in; may be given again', collect, [])
    .option('--since <moment>', 'only runs that changed since: 2026-01-31T12:00:00Z; tags have no time', asMoment)
    .addOption(
      new Option(
        '--since-last',
        'go on from the last import with this option: all runs at first, then those that changed; for cron',
      ).conflicts('since'),
    )
    .addHelpText('after', CREDENTIALS)
    .action((source: string, options: ImportMlflowCommandOptions) =>
      runImport(
        options,
        async (onProgress) => {
          const { url, token, namespace, artifacts, artifactFolder, since, sinceLast } = options;
          const client = createGraphqlClient({ url, token });
          const { importMlflow } = await import('#integrations/mlflow/import-mlflow.js');
          return importMlflow({
            source,
            client,
            namespace,
            artifacts: artifacts === 'copy' ? { copyTo: createArtifactUpload({ url, token }) } : artifacts,
            artifactFolders: artifactFolder,
            changedSince: since?.getTime(),
            sinceLast,
            authorization: authorizationOf(env),
            env,
            onProgress,
          });
        },
        { inWords: formatReport, isComplete: isCompleteImport },
      ),
    );
}

const CREDENTIALS = `
A tracking server is shown MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, of the environment.`;
