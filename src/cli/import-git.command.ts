import type { Command } from 'commander';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { formatGitReport } from '#integrations/git-history/import/format-git-report.js';
import type { GitImportReport } from '#integrations/git-history/import/git-tally.js';
import { asMoment } from './as-moment.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { collect } from './collect.js';
import { runImport } from './run-import.js';

interface ImportGitCommandOptions extends AnswerOptions {
  readonly rev: readonly string[];
  readonly since?: Date;
  readonly namespace?: string;
  readonly repositoryUrl?: string;
  readonly models: readonly string[];
  readonly verify?: true;
  readonly dryRun?: true;
}

/**
 * The command `git REPO` of `pedigraph import`. Exit code 0: all is there, but for what cannot be read in the repository;
 * 1: the import is not complete, because the server refused something or could not be reached; 2: wrong usage.
 */
export function importGitCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('git', env)
    .description('take over what a repository says: DVC, GTO, Git LFS, environments, over its history and tags')
    .argument('<repository>', 'a folder, or an https, ssh or file URL; it is only read, and never checked out')
    .option('--rev <revision>', 'only what it reaches: main, v1..v2; may be given again', collect, [])
    .option('--since <moment>', 'only commits and tags since: 2026-01-31T12:00:00Z', asMoment)
    .option('--namespace <name>', 'where all names stand; owner and name of the repository by its URL where left out')
    .option('--repository-url <url>', 'the URL it is known by, where the folder does not say so itself')
    .option('--models <glob>', 'paths that are models, whatever they are called; may be given again', collect, [])
    .option('--verify', 'read the bytes of what DVC tracks, from its cache and remotes, and record their SHA-256')
    .option('--dry-run', 'say what would be imported, and ask no server')
    .action((repository: string, options: ImportGitCommandOptions) =>
      runImport(
        options,
        async (onProgress) => {
          const { url, token, rev, since, namespace, repositoryUrl, models, verify, dryRun } = options;
          const { importGit } = await import('#integrations/git-history/import-git.js');
          return importGit({
            ...{ repository, namespace, models, verify, env },
            client: dryRun ? null : createGraphqlClient({ url, token }),
            revisions: rev,
            since: since?.getTime(),
            url: repositoryUrl,
            onProgress,
          });
        },
        { inWords: formatGitReport, isComplete },
      ),
    );
}

function isComplete({ skips }: GitImportReport): boolean {
  return skips.every(({ code }) => code === undefined);
}
