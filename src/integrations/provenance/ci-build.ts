import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Environment } from '../git/git-reader.js';

/** What a CI system reports of the build it runs. */
export interface CiBuild {
  readonly build: {
    readonly system: string;
    readonly buildId?: string | undefined;
    readonly url?: string | undefined;
    readonly job?: string | undefined;
    readonly event?: string | undefined;
    readonly gitRef?: string | undefined;
  };
  /** The commit that it checked out for the job. */
  readonly commit: string | undefined;
  /** Where that is a merge that only the CI system has: the head of the pull request, which somebody wrote. */
  readonly head: string | undefined;
  /** Whether `commit` may be a merge that the CI system made without telling the head, so that Git has to be asked. */
  readonly mayBeMerge: boolean;
  readonly repository: string | undefined;
  /** Where it checked that out. */
  readonly workspace: string | undefined;
}

/** Finds out which CI system runs this process, if any, and reads what it says; of the variables, those of this file. */
export async function readCiBuild(env: Environment): Promise<CiBuild | null> {
  if (env['GITHUB_ACTIONS'] === 'true') return readGithub(env);
  if (env['GITLAB_CI'] === 'true') return readGitlab(env);
  if (env['JENKINS_URL']) return readJenkins(env);
  return null;
}

/** Source: GitHub Docs, "Variables reference", "Events that trigger workflows" and the payload of `pull_request`. */
async function readGithub(env: Environment): Promise<CiBuild> {
  const event = env['GITHUB_EVENT_NAME'];
  // These build the merge; pull_request_target builds the base, which is why it may have secrets.
  const ofMerge = /^pull_request(_review|_review_comment)?$/.test(event ?? '');
  const repository =
    env['GITHUB_SERVER_URL'] && env['GITHUB_REPOSITORY']
      ? `${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY']}`
      : undefined;
  return {
    build: {
      system: 'github-actions',
      buildId: env['GITHUB_RUN_ID'],
      url: repository && env['GITHUB_RUN_ID'] ? `${repository}/actions/runs/${env['GITHUB_RUN_ID']}` : undefined,
      job: [env['GITHUB_WORKFLOW'], env['GITHUB_JOB']].filter(Boolean).join(' / ') || undefined,
      event,
      gitRef: (ofMerge && env['GITHUB_HEAD_REF']) || env['GITHUB_REF'],
    },
    commit: env['GITHUB_SHA'],
    head: ofMerge ? await pullRequestHead(env['GITHUB_EVENT_PATH']) : undefined,
    mayBeMerge: false,
    repository,
    workspace: env['GITHUB_WORKSPACE'],
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
      buildId: env['CI_PIPELINE_ID'],
      url: env['CI_JOB_URL'] ?? env['CI_PIPELINE_URL'],
      job: env['CI_JOB_NAME'],
      event: env['CI_PIPELINE_SOURCE'],
      gitRef: env['CI_COMMIT_REF_NAME'],
    },
    commit: env['CI_COMMIT_SHA'],
    head: env['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA'] || undefined,
    mayBeMerge: false,
    repository: env['CI_PROJECT_URL'],
    workspace: env['CI_PROJECT_DIR'],
  };
}

/** Source: Jenkins, "Using environment variables", the Git and the Branch API plugin. */
function readJenkins(env: Environment): CiBuild {
  return {
    build: {
      system: 'jenkins',
      buildId: env['BUILD_NUMBER'],
      url: env['BUILD_URL'],
      job: env['JOB_NAME'],
      event: env['CHANGE_ID'] ? 'change' : undefined,
      gitRef: env['CHANGE_BRANCH'] || env['BRANCH_NAME'] || env['GIT_BRANCH'],
    },
    commit: env['GIT_COMMIT'],
    head: undefined,
    mayBeMerge: Boolean(env['CHANGE_ID']),
    repository: env['GIT_URL'],
    workspace: env['WORKSPACE'],
  };
}
