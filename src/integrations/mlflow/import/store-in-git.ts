import { stat } from 'node:fs/promises';
import path from 'node:path';
import { findRepository } from '#integrations/git/find-repository.js';
import { type Environment, type GitReader, openGit } from '#integrations/git/git-reader.js';
import { isRemote } from '#integrations/git/is-remote.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';

/** Where in a repository the record of a run lies: at the first commit that has it. */
export interface CommittedRun {
  /** The URL of the repository; its folder where it has none. */
  readonly location: string;
  /** The URL; null where it has none. */
  readonly repository: string | null;
  readonly commit: string;
  /** Of its `meta.yaml`. */
  readonly path: string;
  /** In milliseconds since 1970. */
  readonly committedAt: number;
}

/** How MLflow names the record of a run in a folder: the run's id is the name of the folder above it. */
const RECORD = /(?:^|\/)([0-9a-f]{32})\/meta\.yaml$/;
/** The records of so many runs are remembered. */
const MOST_RUNS = 200_000;

/**
 * The runs of a store that is a folder and lies in Git, by their ids; none where it does not. Git itself is asked, of objects
 * alone.
 */
export async function committedRuns(place: string, env: Environment): Promise<ReadonlyMap<string, CommittedRun>> {
  const folder = place.replace(/^file:(\/\/)?/, '');
  const found = await stat(folder).then(
    (entry) => (entry.isDirectory() ? findRepository(folder) : null),
    () => null,
  );
  if (found === null || 'refused' in found) return new Map();
  try {
    await using git = await openGit(found, env);
    return await runsIn(git, path.relative(found.root, path.resolve(folder)).split(path.sep).join('/'));
  } catch {
    return new Map();
  }
}

async function runsIn(git: GitReader, below: string): Promise<ReadonlyMap<string, CommittedRun>> {
  const commits = (await git.run(['rev-list', '--timestamp', '--reverse', '--topo-order', 'HEAD'])) ?? '';
  const times = new Map(
    commits.split('\n').flatMap((line): [string, number][] => {
      const [seconds, id] = line.split(' ');
      return id === undefined ? [] : [[id, Number(seconds) * 1_000]];
    }),
  );
  const words = ['diff-tree', '--stdin', '--root', '-r', '--name-only', '--no-renames', '--diff-filter=A'];
  const within = below === '' ? [] : ['--', below];
  const added = (await git.run([...words, ...within], `${[...times.keys()].join('\n')}\n`)) ?? '';
  const origin = git.configured.get('remote.origin.url');
  const repository = origin === undefined || !isRemote(origin) ? null : withoutCredentials(origin);
  const runs = new Map<string, CommittedRun>();
  let commit = '';
  for (const line of added.split('\n')) {
    if (times.has(line)) commit = line;
    const run = RECORD.exec(line)?.[1];
    if (run === undefined || runs.has(run) || runs.size === MOST_RUNS) continue;
    const location = repository ?? git.repository.root;
    runs.set(run, { location, repository, commit, path: line, committedAt: times.get(commit)! });
  }
  return runs;
}
