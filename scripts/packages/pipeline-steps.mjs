// What the pipelines of examples/ci run, read from their files: the shell steps of each, by name and in their order.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const folder = path.resolve(import.meta.dirname, '../../examples/ci');
const textOf = (name) => readFileSync(path.join(folder, name), 'utf8');

/** @typedef {{ name: string, script: string, env: Record<string, string> }} Step */

/** The pipelines: the steps of a release and of going back, the shell that runs them, and the variables of the system. */
export const PIPELINES = [
  {
    system: 'github-actions',
    shell: ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c'],
    ...githubSteps(parse(textOf('github-actions.yml'))),
    variables: ({ commit, repository, workspace, id }) => ({
      GITHUB_ACTIONS: 'true',
      GITHUB_SERVER_URL: path.posix.dirname(path.posix.dirname(repository)),
      GITHUB_REPOSITORY: repository.split('/').slice(-2).join('/'),
      GITHUB_WORKSPACE: workspace,
      GITHUB_SHA: commit,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_RUN_ID: id,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_WORKFLOW: 'model',
      GITHUB_JOB: 'release',
    }),
  },
  {
    system: 'gitlab-ci',
    shell: ['bash', '-eo', 'pipefail', '-c'],
    ...gitlabSteps(parse(textOf('gitlab-ci.yml'))),
    variables: ({ commit, repository, workspace, id }) => ({
      GITLAB_CI: 'true',
      CI_PROJECT_URL: repository,
      CI_PROJECT_DIR: workspace,
      CI_COMMIT_SHA: commit,
      CI_COMMIT_REF_NAME: 'main',
      CI_PIPELINE_ID: id,
      CI_PIPELINE_SOURCE: 'push',
      CI_JOB_NAME: 'register',
    }),
  },
  {
    system: 'jenkins',
    shell: ['sh', '-xec'],
    ...jenkinsSteps(textOf('Jenkinsfile')),
    variables: ({ commit, repository, workspace, id }) => ({
      JENKINS_URL: 'https://jenkins.example.org/',
      GIT_URL: repository,
      WORKSPACE: workspace,
      GIT_COMMIT: commit,
      GIT_BRANCH: 'main',
      BUILD_NUMBER: id,
      JOB_NAME: 'model',
    }),
  },
];

function githubSteps({ jobs, env }) {
  const stepsOf = (job) =>
    job.steps
      .filter(({ run }) => run !== undefined)
      .map((step) => ({ name: step.name, script: step.run, env: { ...env, ...step.env } }));
  return { release: stepsOf(jobs.release), rollBack: stepsOf(jobs['roll-back']) };
}

function gitlabSteps({ stages, default: { before_script: before }, ...jobs }) {
  const steps = stages.map((stage) => {
    const [name, { script, when }] = Object.entries(jobs).find(([, job]) => job.stage === stage);
    return { name, script: [...before, ...script].join('\n'), env: {}, isManual: when === 'manual' };
  });
  return { release: steps.filter((one) => !one.isManual), rollBack: steps.filter((one) => one.isManual) };
}

/** Its stages as they are written: none is nested. A stage with a condition is of a release or of going back. */
function jenkinsSteps(text) {
  const stages = text.split(/^\s*stage\('/m).slice(1);
  const steps = stages.map((stage) => {
    const [, name] = /^([\w -]+)'\)/.exec(stage);
    const [, long, short] = /\bsh (?:'''(.*?)'''|'([^']*)')/s.exec(stage);
    const [, sign] = /params\.REASON (==|!=) ''/.exec(stage) ?? [];
    return { name, script: long ?? short, env: {}, sign };
  });
  return { release: steps.filter(({ sign }) => sign !== '!='), rollBack: steps.filter(({ sign }) => sign !== '==') };
}
