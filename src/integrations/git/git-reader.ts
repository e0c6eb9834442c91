import { type ChildProcessByStdio, type ExecFileException, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { ForeignTree } from '../reading/foreign-tree.js';
import { UnreadableFile } from '../reading/unreadable-file.js';
import type { Repository } from './find-repository.js';

/** Variables of the process that a program is started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Asks Git about a repository without letting its configuration start anything. */
export interface GitReader extends AsyncDisposable {
  readonly repository: Repository;
  /** The configuration that the repository brings, as data: names in lower case, the last value of each. */
  readonly configured: ReadonlyMap<string, string>;
  /** The configuration of the user, as data. */
  readonly own: ReadonlyMap<string, string>;
  /** What a command of Git's plumbing prints; null where it fails. */
  run(words: readonly string[], input?: string): Promise<string | null>;
  /** Starts a command of Git's plumbing that is asked and answers as long as it runs; the caller ends it. */
  start(words: readonly string[]): GitProcess;
}

/** A running command: what it is asked, and what it answers. */
export type GitProcess = ChildProcessByStdio<Writable, Readable, null>;

/**
 * Opens a repository for reading. Git is not shown the repository's own `.git` but one of ours beside it, with nothing in
 * it but the commit, the same objects, branches and index, and a configuration of the few keys that say how files are
 * compared. So there is no list of dangerous keys that could be too short: hooks, filters, programs, remotes, includes and
 * attributes with commands are not there. Nor are variables of the process that begin with GIT_.
 * @throws {UnreadableFile} where HEAD or the index is no regular file within the repository.
 */
export async function openGit(repository: Repository, env: Environment): Promise<GitReader> {
  const { root, gitDir, commonDir } = repository;
  const beside = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-git-'));
  try {
    const [own, shared] = await Promise.all([ForeignTree.at(gitDir), ForeignTree.at(commonDir)]);
    const put = (name: string, content: string | Buffer) => writeFile(path.join(beside, name), content);
    await Promise.all(['info', 'objects'].map((folder) => mkdir(path.join(beside, folder))));
    await put('HEAD', await own.read(path.join(gitDir, 'HEAD'), 10_000));
    await put('config', '');
    await assertRegular(own, path.join(gitDir, 'index'));
    await put('theirs', await copyOf(shared, 'config'));
    for (const name of ['packed-refs', 'info/exclude', 'info/attributes']) await put(name, await copyOf(shared, name));
    const shallow = await copyOf(shared, 'shallow');
    if (shallow.length > 0) await put('shallow', shallow);
    for (const name of ['refs', 'reftable']) await linkIfThere(path.join(commonDir, name), path.join(beside, name));
    for (const name of await readdir(gitDir)) {
      if (name.startsWith('sharedindex.')) await linkIfThere(path.join(gitDir, name), path.join(beside, name));
    }
    const locations = {
      GIT_DIR: beside,
      GIT_WORK_TREE: root,
      GIT_OBJECT_DIRECTORY: path.join(commonDir, 'objects'),
      GIT_INDEX_FILE: path.join(gitDir, 'index'),
    };
    const quiet = { ...inherited(env), ...QUIET, ...locations };
    const { GIT_CONFIG_NOSYSTEM: _, GIT_CONFIG_GLOBAL: __, GIT_CONFIG_SYSTEM: ___, ...asUser } = quiet;
    const listing = ['config', '--null', '--no-includes', '--list', '--file', path.join(beside, 'theirs')];
    const configured = entriesOf(await git(listing, root, quiet));
    const user = entriesOf(await git(['config', '--null', '--list'], root, asUser));
    await put('config', configOf(configured, user));
    return {
      repository,
      configured,
      own: user,
      run: (words, input) => git(words, root, quiet, input),
      start: (words) =>
        spawn('git', ['--no-pager', ...words], { cwd: root, env: quiet, stdio: ['pipe', 'pipe', 'ignore'] }),
      [Symbol.asyncDispose]: () => rm(beside, { recursive: true, force: true }),
    };
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error;
  }
}

/** More than any repository has of branches and patterns. */
const MAX_BYTES = 256 * 1024 * 1024;
/** Only for what never ends, such as a FIFO among the objects. */
const HANGS_AFTER_MS = 120_000;

const QUIET = {
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_SYSTEM: os.devNull,
  GIT_CONFIG_GLOBAL: os.devNull,
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: '',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LITERAL_PATHSPECS: '1',
} as const;

/** What a program needs to be found and to find the user's own files. */
function inherited(env: Environment): Environment {
  const names = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'USERPROFILE', 'APPDATA'];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** How files are compared: of the repository, else of the user. None of these can name a program. */
const COMPARING = [
  'autocrlf',
  'eol',
  'filemode',
  'ignorecase',
  'precomposeunicode',
  'symlinks',
  'checkstat',
  'trustctime',
];
const FORMAT = ['objectformat', 'refstorage'];

function configOf(configured: ReadonlyMap<string, string>, user: ReadonlyMap<string, string>): string {
  const line = (key: string, value: string | undefined) =>
    value === undefined || !/^[\w.-]*$/.test(value) ? [] : [`  ${key} = ${value}`];
  const ignored = user.get('core.excludesfile');
  return [
    '[core]',
    `  repositoryformatversion = ${FORMAT.some((key) => configured.has(`extensions.${key}`)) ? 1 : 0}`,
    '  fsmonitor = false',
    '  untrackedcache = false',
    `  hookspath = ${os.devNull}`,
    `  attributesfile = ${os.devNull}`,
    ...COMPARING.flatMap((key) => line(key, configured.get(`core.${key}`) ?? user.get(`core.${key}`))),
    ...(ignored === undefined ? [] : [`  excludesfile = ${JSON.stringify(ignored)}`]),
    '[extensions]',
    ...FORMAT.flatMap((key) => line(key, configured.get(`extensions.${key}`))),
    '',
  ].join('\n');
}

function entriesOf(listed: string | null): Map<string, string> {
  const entries = (listed ?? '').split('\0').filter(Boolean);
  return new Map(
    entries.map((entry): [string, string] => {
      const end = entry.indexOf('\n');
      return end < 0 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)];
    }),
  );
}

/** What Git itself opens has to be a regular file: it would wait for a FIFO without end. */
async function assertRegular(tree: ForeignTree, file: string): Promise<void> {
  const opened = await tree.open(file).catch((error) => {
    if (error instanceof UnreadableFile && error.obstacle === 'missing') return null;
    throw error;
  });
  await opened?.handle.close();
}

/** Empty where it is not there, or not to be read. */
async function copyOf(tree: ForeignTree, name: string): Promise<Buffer> {
  return tree.read(path.join(tree.root, name), MAX_BYTES).catch(() => Buffer.alloc(0));
}

async function linkIfThere(target: string, link: string): Promise<void> {
  await symlink(target, link, 'junction').catch(() => {});
}

function git(words: readonly string[], cwd: string, env: Environment, input?: string): Promise<string | null> {
  return new Promise((resolve) => {
    const limits = { maxBuffer: MAX_BYTES, timeout: HANGS_AFTER_MS, killSignal: 'SIGKILL' as const };
    const onEnd = (error: ExecFileException | null, stdout: string) => resolve(error === null ? stdout : null);
    const child = execFile('git', ['--no-pager', ...words], { cwd, env, ...limits }, onEnd);
    // Where it ends before it has read all.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });
}
