import { type Command, Option } from 'commander';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { formatGitReport } from '#integrations/git-history/import/format-git-report.js';
import type { HubImportReport } from '#integrations/huggingface/import/hub-import-context.js';
import type { HubKind } from '#integrations/huggingface/repository/hub-repository.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { collect } from './collect.js';
import { runImport } from './run-import.js';

interface ImportHuggingFaceCommandOptions extends AnswerOptions {
  readonly kind?: HubKind;
  readonly name?: string;
  readonly namespace: string;
  readonly rev: readonly string[];
}

/**
 * The command `huggingface REPO` of `pedigraph import`. Exit code 0: all is there, but for what cannot be read in the
 * repository; 1: the import is not complete, because the server refused something or could not be reached; 2: wrong usage.
 */
export function importHuggingFaceCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('huggingface', env)
    .description(
      'take over a model or a dataset as the Hugging Face Hub has it: weights or data by version, and its card',
    )
    .argument('<repository>', 'a folder, or an https, ssh or file URL; it is only read, and never checked out')
    .addOption(
      new Option('--kind <kind>', 'what it is of, where neither its URL nor its card says so').choices([
        'model',
        'dataset',
      ]),
    )
    .option('--name <name>', 'its name on the Hub, org/name, where its URL does not say so')
    .option('--namespace <name>', 'put before every name, with a "/"', 'huggingface')
    .option('--rev <revision>', 'only what it reaches: main, v1..v2; may be given again', collect, [])
    .action((repository: string, options: ImportHuggingFaceCommandOptions) =>
      runImport(
        options,
        async (onProgress) => {
          const { url, token, kind, name, namespace, rev: revisions } = options;
          const { importHuggingFace } = await import('#integrations/huggingface/import-huggingface.js');
          const client = createGraphqlClient({ url, token });
          return importHuggingFace({ repository, client, kind, name, namespace, revisions, env, onProgress });
        },
        { inWords: formatGitReport, isComplete },
      ),
    );
}

function isComplete({ skips }: HubImportReport): boolean {
  return skips.every(({ code }) => code === undefined);
}
