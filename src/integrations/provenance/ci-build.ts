import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Environment variables; only the names in this file are ever read. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a CI system says of the build it runs. */
export interface CiBuild {
  readonly build: {
    readonly system: string;
    readonly run?: string | undefined;
    readonly url?: string | undefined;
    readonly job?: string | undefined;
    readonly event?: string | undefined;
    readonly ref?: string | undefined;
  };
  /** The commit somebody wrote: of a pull request its head, not the merge that only the CI system has. */
  readonly commit: string | undefined;
  readonly repository: string | undefined;
  /** Whether `commit` may be a merge that the CI system made, so that Git has to be asked. */
  readonly mayBeMerge: boolean;
}

/** Finds out which CI system runs this process, if any, and reads what it says. */
export async function readCiBuild(env: Environment): Promise<CiBuild | null> {
  if (env['GITHUB_ACTIONS'] === 'true') return readGithub(env);
  if (env['GITLAB_CI'] === 'true') return readGitlab(env);
  if (env['JENKINS_URL']) return readJenkins(env);
  return null;
}

/** Source: GitHub Docs, "Variables reference" and the payload of `pull_request`. */
async function readGithub(env: Environment): Promise<CiBuild> {
  const repository =
    env['GITHUB_SERVER_URL'] && env['GITHUB_REPOSITORY']
      ? `${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY']}`
      : undefined;
  return {
    build: {
      system: 'github-actions',
      run: env['GITHUB_RUN_ID'],
      url: repository && env['GITHUB_RUN_ID'] ? `${repository}/actions/runs/${env['GITHUB_RUN_ID']}` : undefined,
      job: [env['GITHUB_WORKFLOW'], env['GITHUB_JOB']].filter(Boolean).join(' / ') || undefined,
      event: env['GITHUB_EVENT_NAME'],
      ref: env['GITHUB_HEAD_REF'] || env['GITHUB_REF'],
    },
    commit: (await pullRequestHead(env['GITHUB_EVENT_PATH'])) ?? env['GITHUB_SHA'],
    repository,
    mayBeMerge: false,
  };
}

const pullRequestEvent = z.object({
  pull_request: z.object({ head: z.object({ sha: z.string().regex(/^[0-9a-f]{40,64}$/) }) }),
});

async function pullRequestHead(eventPath: string | undefined): Promise<string | undefined> {
  if (!eventPath) return undefined;
  try {
    return pullRequestEvent.parse(JSON.parse(await readFile(eventPath, 'utf8'))).pull_request.head.sha;
  } catch {
    return undefined;
  }
}

/** Source: GitLab Docs, "Predefined CI/CD variables reference". */
function readGitlab(env: Environment): CiBuild {
  return {
    build: {
      system: 'gitlab-ci',
      run: env['CI_PIPELINE_ID'],
      url: env['CI_JOB_URL'] ?? env['CI_PIPELINE_URL'],
      job: env['CI_JOB_NAME'],
      event: env['CI_PIPELINE_SOURCE'],
      ref: env['CI_COMMIT_REF_NAME'],
    },
    commit: env['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA'] || env['CI_COMMIT_SHA'],
    repository: env['CI_PROJECT_URL'],
    mayBeMerge: false,
  };
}

/** Source: Jenkins, "Using environment variables", the Git and the Branch API plugin. */
function readJenkins(env: Environment): CiBuild {
  return {
    build: {
      system: 'jenkins',
      run: env['BUILD_NUMBER'],
      url: env['BUILD_URL'],
      job: env['JOB_NAME'],
      event: env['CHANGE_ID'] ? 'change' : undefined,
      ref: env['CHANGE_BRANCH'] || env['BRANCH_NAME'] || env['GIT_BRANCH'],
    },
    commit: env['GIT_COMMIT'],
    repository: env['GIT_URL'],
    mayBeMerge: Boolean(env['CHANGE_ID']),
  };
}
