import { execFileSync } from 'node:child_process';
import { appendFile, chmod, cp, mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readProvenance } from '#integrations/provenance/read-provenance.js';
import { checkReach } from '#integrations/reproduction/check-reach.js';
import { planRebuild } from '#integrations/reproduction/plan-rebuild.js';
import { createGitFolder, type GitFolder } from '../support/git-folder.js';

let folder: GitFolder;
let commit: string;
/** Where a program that is started leaves a file, and the program. */
let sprung: string;
let trap: string;
beforeEach(async () => {
  sprung = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-sprung-'));
  trap = path.join(sprung, 'trap');
  await writeFile(trap, `#!/bin/sh\n: > ${sprung}/started-$$\n`, { mode: 0o755 });
  folder = await createGitFolder();
  await put('train.py', 'pass\n');
  await put('.gitattributes', '* filter=trap diff=trap merge=trap\n');
  commit = await folder.commit('all');
});
afterEach(async () => {
  await folder[Symbol.asyncDispose]();
  await rm(sprung, { recursive: true, force: true });
});

const at = (name: string) => path.join(folder.path, name);
const put = async (name: string, content: string) => {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), content);
};
const started = async () => (await readdir(sprung)).filter((name) => name.startsWith('started'));
/** So that Git has to look into the file to say whether it changed. */
const touch = (name: string) => utimes(at(name), new Date(), new Date('2031-01-01T00:00:00Z'));
const provenance = () => readProvenance(folder.path, { PATH: process.env['PATH'], HOME: process.env['HOME'] });
const found = async (clone: string) => {
  const subject = {
    code: { repository: null, commit, path: null, dirty: false },
    datasets: [],
    artifacts: [],
    tags: {},
  };
  const plan = planRebuild({ ...subject, environment: null, run: null, manifest: {}, digest: '' } as never);
  const [, reached] = await checkReach(plan, { clone, env: { PATH: process.env['PATH'] }, maxBytes: 0 });
  return reached;
};

/** Every key of Git's documentation whose value is, or may be, a program. */
const KEYS: readonly (readonly [key: string, value: (trap: string) => string])[] = [
  ...[
    'core.fsmonitor core.sshCommand core.pager core.editor core.askPass core.gitProxy core.alternateRefsCommand',
    'gpg.program gpg.ssh.program gpg.x509.program gpg.openpgp.program gpg.ssh.defaultKeyCommand sequence.editor',
    'diff.external diff.trap.command diff.trap.textconv merge.trap.driver filter.trap.clean filter.trap.smudge',
    'filter.trap.process interactive.diffFilter uploadpack.packObjectsHook credential.helper pager.status pager.show',
    'pager.diff pager.log pager.config remote.origin.uploadpack remote.origin.receivepack remote.origin.vcs',
    'trailer.trap.command trailer.trap.cmd sendemail.smtpServer browser.trap.cmd difftool.trap.cmd mergetool.trap.cmd',
  ]
    .join(' ')
    .split(' ')
    .map((key) => [key, (program: string) => program] as const),
  ['alias.status', (program) => `!${program}`],
  ['alias.ls-files', (program) => `!${program}`],
  ['submodule.trap.update', (program) => `!${program}`],
  ['remote.origin.url', (program) => `ext::sh -c ${program}`],
];

test('no key of the configuration starts anything, and the answer is what it would be without', async () => {
  for (const [key, value] of KEYS) await folder.git('config', key, value(trap));
  const settings =
    'log.showSignature=true protocol.allow=always protocol.ext.allow=always extensions.partialClone=origin remote.origin.promisor=true filter.trap.required=true core.untrackedCache=true';
  for (const setting of settings.split(' ')) await folder.git('config', ...(setting.split('=') as [string, string]));
  await touch('train.py');
  expect(await provenance()).toMatchObject({ code: { commit }, uncommitted: [], notes: [] });
  expect(await found(folder.path)).toMatchObject({ outcome: 'ok' });
  expect(await started()).toEqual([]);
  // The trap works.
  await folder.git('status').catch(() => {});
  expect(await started()).not.toEqual([]);
});

test.each([
  ['include.path', (file: string) => ['include.path', file]],
  ['includeIf', (file: string) => ['includeIf.gitdir:**.path', file]],
])('nor does one that %s brings in', async (_, setting) => {
  const file = path.join(sprung, 'included');
  await writeFile(file, `[core]\n  fsmonitor = ${trap}\n[filter "trap"]\n  clean = ${trap}\n`);
  await folder.git('config', ...setting(file));
  await touch('train.py');
  expect((await provenance()).uncommitted).toEqual([]);
  expect(await started()).toEqual([]);
});

test('nor do hooks, wherever they lie', async () => {
  const hooks = 'post-index-change fsmonitor-watchman post-checkout pre-commit reference-transaction pre-auto-gc';
  for (const place of [at('.git/hooks'), path.join(sprung, 'hooks')]) {
    await mkdir(place, { recursive: true });
    for (const hook of hooks.split(' ')) {
      await cp(trap, path.join(place, hook));
      await chmod(path.join(place, hook), 0o755);
    }
  }
  await touch('train.py');
  await provenance();
  await folder.git('config', 'core.hooksPath', path.join(sprung, 'hooks'));
  await provenance();
  expect(await started()).toEqual([]);
});

test('nor do variables of the process', async () => {
  const names = 'GIT_EXTERNAL_DIFF GIT_SSH_COMMAND GIT_SSH GIT_PAGER PAGER GIT_EDITOR GIT_ASKPASS GIT_PROXY_COMMAND';
  await touch('train.py');
  await readProvenance(folder.path, {
    PATH: process.env['PATH'],
    ...Object.fromEntries(names.split(' ').map((name) => [name, trap])),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.fsmonitor',
    GIT_CONFIG_VALUE_0: trap,
    GIT_DIR: '/nowhere',
  });
  expect(await started()).toEqual([]);
});

test('nor does a key of a submodule, whose changes are told', async () => {
  await using inner = await createGitFolder();
  await writeFile(path.join(inner.path, 'inner.py'), 'pass\n');
  await writeFile(path.join(inner.path, '.gitattributes'), '* filter=trap\n');
  await inner.commit('inner');
  await folder.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'sub');
  commit = await folder.commit('with a submodule');
  for (const key of ['core.fsmonitor', 'filter.trap.clean'])
    execFileSync('git', ['config', key, trap], { cwd: at('sub') });
  await touch('sub/inner.py');
  expect(await provenance()).toMatchObject({ code: { commit }, uncommitted: [] });
  await appendFile(at('sub/inner.py'), 'more\n');
  expect((await provenance()).uncommitted).toMatchObject([{ path: 'sub/inner.py' }]);
  expect(await started()).toEqual([]);
});

test('objects that are missing are not fetched', async () => {
  await folder.git('config', 'extensions.partialClone', 'origin');
  await folder.git('config', 'remote.origin.promisor', 'true');
  await folder.git('config', 'remote.origin.url', folder.path);
  await folder.git('config', 'remote.origin.uploadpack', trap);
  await writeFile(at('.git/HEAD'), `${'1'.repeat(40)}\n`);
  const { code, uncommitted } = await provenance();
  expect([code?.commit, uncommitted]).toEqual(['1'.repeat(40), null]);
  expect(await found(folder.path)).toMatchObject({ outcome: 'ok' });
  commit = '2'.repeat(40);
  expect(await found(folder.path)).toMatchObject({ outcome: 'failed' });
  expect(await started()).toEqual([]);
});

test('a folder does not pass another repository of this machine for its own', async () => {
  await using other = await createGitFolder();
  await writeFile(path.join(other.path, 'private.py'), 'pass\n');
  await other.commit('private');
  await folder.git('config', 'core.worktree', other.path);
  // Where the files are is not for the configuration to say.
  expect(await provenance()).toMatchObject({ code: { commit }, uncommitted: [] });
  await rm(at('.git'), { recursive: true });
  const refused = [
    () => writeFile(at('.git'), `gitdir: ${other.path}/.git\n`),
    () => symlink(path.join(other.path, '.git'), at('.git')),
    async () => {
      await mkdir(at('.git'));
      await writeFile(at('.git/HEAD'), 'ref: refs/heads/main\n');
      await writeFile(at('.git/commondir'), `${other.path}/.git\n`);
    },
    async () => {
      await mkdir(at('fake'));
      await writeFile(at('.git'), 'gitdir: fake\n');
      await writeFile(at('fake/HEAD'), 'ref: refs/heads/main\n');
      await writeFile(at('fake/gitdir'), at('.git'));
      await writeFile(at('fake/commondir'), `${other.path}/.git\n`);
    },
  ];
  for (const make of refused) {
    await make();
    const { code, notes } = await provenance();
    expect([code, notes]).toEqual([null, [expect.stringContaining('it is not read, and no commit of it is recorded')]]);
    await rm(at('.git'), { recursive: true });
  }
});

test('a linked worktree is read as itself', async () => {
  const linked = path.join(sprung, 'linked');
  await folder.git('worktree', 'add', '--quiet', '--detach', linked);
  await writeFile(path.join(linked, 'train.py'), 'changed\n');
  const told = await readProvenance(linked, { PATH: process.env['PATH'] });
  expect(told).toMatchObject({ code: { commit }, uncommitted: [{ path: 'train.py' }], notes: [] });
  expect((await provenance()).uncommitted).toEqual([]);
});

test.each(['HEAD', 'index'])('a FIFO in place of %s holds nothing up', async (name) => {
  await rm(at(`.git/${name}`));
  execFileSync('mkfifo', [at(`.git/${name}`)]);
  const { code, notes } = await provenance();
  expect([code, notes]).toEqual([null, [expect.stringContaining('no commit of it is recorded')]]);
});
