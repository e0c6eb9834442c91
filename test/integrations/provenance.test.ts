import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readProvenance } from '#integrations/provenance/read-provenance.js';
import { createGitFolder, type GitFolder } from '../support/git-folder.js';

const OTHER = 'a'.repeat(40);

test('Git tells repository, commit, folder and whether anything is not committed, without credentials', async () => {
  await using folder = await createGitFolder();
  const train = path.join(folder.path, 'models/train');
  await mkdir(train, { recursive: true });
  await writeFile(path.join(train, 'train.py'), 'pass\n');
  const commit = await folder.commit('first');
  await folder.git('remote', 'add', 'origin', 'https://user:secret@git.example.org/acme/fraud.git');
  const code = { repository: 'https://git.example.org/acme/fraud.git', commit, path: 'models/train' };
  expect(await readProvenance(train, {})).toEqual({ code, uncommitted: [], build: null, notes: [] });
  await writeFile(path.join(train, 'train.py'), 'fail\n');
  const uncommitted = [{ path: 'models/train/train.py', how: 'changed', isUntracked: false }];
  expect(await readProvenance(train, {})).toEqual({ code, uncommitted, build: null, notes: [] });
});

test('a folder without a commit has that of the CI system where it is within what was checked out, else none', async () => {
  await using folder = await createGitFolder();
  await using elsewhere = await createGitFolder();
  expect(await readProvenance(folder.path, {})).toEqual({ code: null, uncommitted: [], build: null, notes: [] });
  const env = { GITLAB_CI: 'true', CI_COMMIT_SHA: OTHER };
  const archive = await readProvenance(folder.path, { ...env, CI_PROJECT_DIR: folder.path });
  expect([archive.code, archive.notes]).toEqual([{ commit: OTHER }, []]);
  const foreign = await readProvenance(folder.path, { ...env, CI_PROJECT_DIR: elsewhere.path });
  expect([foreign.code, foreign.notes]).toEqual([null, [expect.stringContaining('not what it checked out')]]);
});

test('where HEAD is not what the CI system built, HEAD is recorded without its repository, and a note says so', async () => {
  await using folder = await createGitFolder();
  await writeFile(path.join(folder.path, 'a'), 'a');
  const commit = await folder.commit('of another repository');
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/ci',
    GITHUB_RUN_ID: '17',
  };
  const { code, build, notes } = await readProvenance(folder.path, { ...env, GITHUB_SHA: OTHER });
  expect(code).toEqual({ commit });
  expect(build).toMatchObject({ system: 'github-actions', buildId: '17' });
  expect(notes).toEqual([`The CI system built ${OTHER}, but HEAD of ${folder.path} is ${commit}: that is recorded.`]);
});

test('GitHub Actions: of a pull request the head counts, not the merge that only GitHub has', async () => {
  await using folder = await createGitFolder();
  const { head, merge } = await merged(folder, 'GitHub', 'noreply@github.com');
  const env = await githubOf(folder, head, { GITHUB_SHA: merge });
  expect(await readProvenance(folder.path, env)).toEqual({
    code: { repository: 'https://github.com/acme/fraud', commit: head },
    build: {
      system: 'github-actions',
      buildId: '17',
      url: 'https://github.com/acme/fraud/actions/runs/17',
      job: 'train / register',
      event: 'pull_request',
      gitRef: 'better',
    },
    uncommitted: [],
    notes: [mergeNote(merge, head)],
  });
  const pushed = { ...env, GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: path.join(folder.path, 'nowhere') };
  expect((await readProvenance(folder.path, pushed)).code?.commit).toBe(merge);
});

test('GitHub Actions: of pull_request_target the base is recorded, which was built, and not the head', async () => {
  await using folder = await createGitFolder();
  const { base, head } = await merged(folder, 'GitHub', 'noreply@github.com');
  await folder.git('checkout', '--quiet', base);
  const env = await githubOf(folder, head, { GITHUB_SHA: base, GITHUB_EVENT_NAME: 'pull_request_target' });
  const target = { ...env, GITHUB_REF: 'refs/heads/main' };
  const { code, build, notes } = await readProvenance(folder.path, target);
  expect([code?.commit, build?.gitRef, notes]).toEqual([base, 'refs/heads/main', []]);
  await folder.git('checkout', '--quiet', head);
  const { code: chosen } = await readProvenance(folder.path, target);
  expect(chosen?.commit).toBe(head);
});

test('GitLab CI: of a merge request the source branch counts', async () => {
  await using folder = await createGitFolder();
  const { head, merge } = await merged(folder, 'GitLab', 'gitlab@example.org');
  const { code, build } = await readProvenance(folder.path, {
    GITLAB_CI: 'true',
    CI_COMMIT_SHA: merge,
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head,
    CI_PROJECT_URL: 'https://gitlab-ci-token:secret@gitlab.example.org/acme/fraud',
    CI_PIPELINE_ID: '9',
    CI_JOB_URL: 'https://gitlab.example.org/acme/fraud/-/jobs/1',
    CI_JOB_NAME: 'train',
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_COMMIT_REF_NAME: 'better',
    CI_JOB_TOKEN: 'never-to-be-seen',
  });
  expect(code).toEqual({ repository: 'https://gitlab.example.org/acme/fraud', commit: head });
  expect(build).toEqual({
    system: 'gitlab-ci',
    buildId: '9',
    url: 'https://gitlab.example.org/acme/fraud/-/jobs/1',
    job: 'train',
    event: 'merge_request_event',
    gitRef: 'better',
  });
});

test('Jenkins: of a change into which it merged the target, the head of the change counts', async () => {
  await using folder = await createGitFolder();
  const { head, merge } = await merged(folder, 'Jenkins', 'nobody@nowhere');
  for (const told of [merge, head, undefined]) {
    const { code, build, notes } = await readProvenance(folder.path, jenkins({ GIT_COMMIT: told, CHANGE_ID: '12' }));
    expect([code?.commit, notes]).toEqual([head, [mergeNote(merge, head)]]);
    expect(build).toMatchObject({ system: 'jenkins', buildId: '4', event: 'change', gitRef: 'better' });
  }
  expect((await readProvenance(folder.path, jenkins({ GIT_COMMIT: merge }))).code?.commit).toBe(merge);
});

test('Jenkins: a change whose head is a merge that a person made is recorded as itself', async () => {
  await using folder = await createGitFolder();
  const { merge } = await merged(folder, 'Ann', 'ann@example.org');
  const { code } = await readProvenance(folder.path, jenkins({ GIT_COMMIT: merge, CHANGE_ID: '12' }));
  expect(code?.commit).toBe(merge);
});

test('a merge that holds the very files of its head needs no note', async () => {
  await using folder = await createGitFolder();
  await writeFile(path.join(folder.path, 'a'), 'a');
  await folder.commit('first');
  await folder.git('checkout', '--quiet', '-b', 'better');
  await writeFile(path.join(folder.path, 'b'), 'b');
  const head = await folder.commit('better');
  await folder.git('checkout', '--quiet', 'main');
  await folder.git('merge', '--quiet', '--no-ff', '--message', 'Merge better', 'better');
  const env = await githubOf(folder, head, { GITHUB_SHA: await folder.git('rev-parse', 'HEAD') });
  const { code, notes } = await readProvenance(folder.path, env);
  expect([code?.commit, notes]).toEqual([head, []]);
});

const mergeNote = (merge: string, head: string) =>
  `What was built is ${merge}, a merge that only the CI system has. Its head ${head} is recorded, whose files may be others.`;

/** A branch with a commit of its own, into which `main` is merged by somebody; the merge is checked out. */
async function merged(folder: GitFolder, name: string, email: string) {
  await writeFile(path.join(folder.path, 'a'), 'a');
  await folder.commit('first');
  await folder.git('checkout', '--quiet', '-b', 'better');
  await writeFile(path.join(folder.path, 'b'), 'b');
  const head = await folder.commit('better');
  await folder.git('checkout', '--quiet', 'main');
  await writeFile(path.join(folder.path, 'a'), 'another');
  const base = await folder.commit('meanwhile');
  await folder.git('checkout', '--quiet', '--detach', 'better');
  const who = ['-c', `user.name=${name}`, '-c', `user.email=${email}`];
  await folder.git(...who, 'merge', '--quiet', '--no-ff', '--message', 'Merge main into better', 'main');
  return { base, head, merge: await folder.git('rev-parse', 'HEAD') };
}

async function githubOf(folder: GitFolder, head: string, over: Record<string, string>) {
  const event = path.join(folder.path, '.git/event.json');
  await writeFile(event, JSON.stringify({ pull_request: { head: { sha: head } } }));
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/fraud',
    GITHUB_RUN_ID: '17',
    GITHUB_WORKFLOW: 'train',
    GITHUB_JOB: 'register',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_REF: 'refs/pull/3/merge',
    GITHUB_HEAD_REF: 'better',
    GITHUB_EVENT_PATH: event,
    GITHUB_TOKEN: 'never-to-be-seen',
    ...over,
  };
}

const jenkins = (over: Record<string, string | undefined>) => ({
  JENKINS_URL: 'https://ci.example.org/',
  BUILD_NUMBER: '4',
  JOB_NAME: 'fraud',
  CHANGE_BRANCH: 'better',
  ...over,
});
