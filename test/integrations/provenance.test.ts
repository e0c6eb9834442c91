import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readProvenance } from '../../src/integrations/provenance/read-provenance.js';
import { createGitFolder } from '../support/git-folder.js';

const HEAD = 'a'.repeat(40);

test('Git tells repository, commit, folder and whether anything is not committed, without credentials', async () => {
  await using folder = await createGitFolder();
  const train = path.join(folder.path, 'models/train');
  await mkdir(train, { recursive: true });
  await writeFile(path.join(train, 'train.py'), 'pass\n');
  const commit = await folder.commit('first');
  await folder.git('remote', 'add', 'origin', 'https://user:secret@git.example.org/acme/fraud.git');
  const code = { repository: 'https://git.example.org/acme/fraud.git', commit, path: 'models/train' };
  expect(await readProvenance(train, {})).toEqual({ code: { ...code, dirty: false }, build: null });
  await writeFile(path.join(folder.path, 'elsewhere.txt'), 'not committed');
  expect(await readProvenance(train, {})).toEqual({ code: { ...code, dirty: true }, build: null });
});

test('a folder without a commit has no code, unless the CI system tells one', async () => {
  await using folder = await createGitFolder();
  expect(await readProvenance(folder.path, {})).toEqual({ code: null, build: null });
  const { code } = await readProvenance(folder.path, { GITLAB_CI: 'true', CI_COMMIT_SHA: HEAD });
  expect(code).toEqual({ commit: HEAD, dirty: false });
});

test('GitHub Actions: of a pull request the head counts, not the merge that only GitHub has', async () => {
  await using folder = await createGitFolder();
  const event = path.join(folder.path, '.git/event.json');
  await writeFile(event, JSON.stringify({ pull_request: { head: { sha: HEAD } } }));
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/fraud',
    GITHUB_RUN_ID: '17',
    GITHUB_WORKFLOW: 'train',
    GITHUB_JOB: 'register',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_REF: 'refs/pull/3/merge',
    GITHUB_HEAD_REF: 'better',
    GITHUB_SHA: 'b'.repeat(40),
    GITHUB_EVENT_PATH: event,
    GITHUB_TOKEN: 'never-to-be-seen',
  };
  const found = await readProvenance(folder.path, env);
  expect(found).toEqual({
    code: { repository: 'https://github.com/acme/fraud', commit: HEAD, dirty: false },
    build: {
      system: 'github-actions',
      run: '17',
      url: 'https://github.com/acme/fraud/actions/runs/17',
      job: 'train / register',
      event: 'pull_request',
      ref: 'better',
    },
  });
  const pushed = await readProvenance(folder.path, { ...env, GITHUB_EVENT_PATH: path.join(folder.path, 'nowhere') });
  expect(pushed.code?.commit).toBe('b'.repeat(40));
});

test('GitLab CI: of a merge request the source branch counts', async () => {
  await using folder = await createGitFolder();
  const { code, build } = await readProvenance(folder.path, {
    GITLAB_CI: 'true',
    CI_COMMIT_SHA: 'b'.repeat(40),
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: HEAD,
    CI_PROJECT_URL: 'https://gitlab-ci-token:secret@gitlab.example.org/acme/fraud',
    CI_PIPELINE_ID: '9',
    CI_JOB_URL: 'https://gitlab.example.org/acme/fraud/-/jobs/1',
    CI_JOB_NAME: 'train',
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_COMMIT_REF_NAME: 'better',
    CI_JOB_TOKEN: 'never-to-be-seen',
  });
  expect(code).toEqual({ repository: 'https://gitlab.example.org/acme/fraud', commit: HEAD, dirty: false });
  expect(build).toEqual({
    system: 'gitlab-ci',
    run: '9',
    url: 'https://gitlab.example.org/acme/fraud/-/jobs/1',
    job: 'train',
    event: 'merge_request_event',
    ref: 'better',
  });
});

test('Jenkins: of a change that was merged for the build, the second parent counts', async () => {
  await using folder = await createGitFolder();
  await writeFile(path.join(folder.path, 'a'), 'a');
  await folder.commit('base');
  await folder.git('checkout', '--quiet', '-b', 'better');
  await writeFile(path.join(folder.path, 'b'), 'b');
  const head = await folder.commit('better');
  await folder.git('checkout', '--quiet', 'main');
  await folder.git('merge', '--quiet', '--no-ff', '--message', 'merged by Jenkins', 'better');
  const merge = await folder.git('rev-parse', 'HEAD');
  const env = { JENKINS_URL: 'https://ci.example.org/', BUILD_NUMBER: '4', JOB_NAME: 'fraud', GIT_COMMIT: merge };
  const change = await readProvenance(folder.path, { ...env, CHANGE_ID: '12', CHANGE_BRANCH: 'better' });
  expect(change.code?.commit).toBe(head);
  expect(change.build).toMatchObject({ system: 'jenkins', run: '4', event: 'change', ref: 'better' });
  expect((await readProvenance(folder.path, env)).code?.commit).toBe(merge);
});
