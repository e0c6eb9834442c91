import path from 'node:path';
import type { SourceObserver } from '#integrations/importing/problem.js';
import { type ForeignTree, type TreeEntry } from '#integrations/reading/foreign-tree.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import { Message, UnreadableMessage } from '../log/message.js';
import { NoLog, readRecords } from '../log/read-records.js';
import { RECORD } from './record-kinds.js';
import type { RunProject } from './wandb-run.js';

/** A folder that one process of a run wrote. */
export interface RunFolder {
  readonly path: string;
  /** Its `.wandb` file; null where it has none, as before W&B 0.10. */
  readonly log: string | null;
}

/** The folders of one run, in the order in which they were written. */
export interface FoundRun {
  readonly id: string;
  readonly project: RunProject;
  readonly folders: readonly RunFolder[];
}

/** `run-20240131_120000-abc123`, `offline-run-…`, and `dryrun-…` of old. */
const RUN_FOLDER = /^(?:offline-run|dryrun|run)-(\d{8}_\d{6})-(.+)$/;
/** As deep are folders of runs looked for; and through so many folders at most. */
const MOST_LEVELS = 5;
const MOST_FOLDERS = 100_000;
const NEVER_OF_RUNS: ReadonlySet<string> = new Set(['.git', 'node_modules', 'latest-run', '__pycache__']);

const RUN = { id: 1, entity: 2, project: 3 } as const;

/**
 * The runs of a folder `wandb`, of the one it lies in, or of the folder of one run. What was resumed has a folder for each
 * time.
 * @param project the one of runs that do not say it
 */
export async function findRuns(tree: ForeignTree, project: string, observer: SourceObserver): Promise<FoundRun[]> {
  const folders = RUN_FOLDER.test(path.basename(tree.root)) ? [tree.root] : await runFoldersBelow(tree, observer);
  const runs = new Map<string, { id: string; project: RunProject; folders: RunFolder[] }>();
  const inOrder = folders.toSorted((a, b) => (writtenAt(a) < writtenAt(b) ? -1 : 1));
  for (const folder of inOrder) {
    const log = await logOf(folder, tree, observer);
    const known = log === null ? null : await beginningOf(log, tree);
    const id = known?.id || (RUN_FOLDER.exec(path.basename(folder))?.[2] ?? '');
    const belongs = { entity: known?.entity || null, project: known?.project || project };
    const key = JSON.stringify([belongs, id]);
    const run = runs.get(key) ?? { id, project: belongs, folders: [] };
    run.folders.push({ path: folder, log });
    runs.set(key, run);
  }
  return [...runs.values()];
}

function writtenAt(folder: string): string {
  const name = path.basename(folder);
  return `${RUN_FOLDER.exec(name)?.[1]} ${folder}`;
}

async function runFoldersBelow(tree: ForeignTree, { onRemark }: SourceObserver): Promise<string[]> {
  const found: string[] = [];
  let looked = 0;
  const look = async (folder: string, level: number): Promise<void> => {
    looked++;
    if (level > MOST_LEVELS || looked > MOST_FOLDERS) return;
    for (const entry of await entriesOf(folder, tree, onRemark)) {
      if (!entry.isFolder || NEVER_OF_RUNS.has(entry.name)) continue;
      if (RUN_FOLDER.test(entry.name)) found.push(entry.path);
      else await look(entry.path, level + 1);
    }
  };
  await look(tree.root, 0);
  if (looked > MOST_FOLDERS) onRemark(tree.root, `has more than ${MOST_FOLDERS} folders: the rest is not looked at`);
  return found;
}

/** What a folder holds; one that cannot be listed is reported. */
export async function entriesOf(
  folder: string,
  tree: ForeignTree,
  onRemark: SourceObserver['onRemark'],
): Promise<TreeEntry[]> {
  try {
    return await tree.list(folder, (location, reason) => onRemark(location, reason));
  } catch (error) {
    onRemark(folder, asUnreadableFile(folder, error).message);
    return [];
  }
}

async function logOf(folder: string, tree: ForeignTree, { onRemark }: SourceObserver): Promise<string | null> {
  const logs = (await entriesOf(folder, tree, onRemark)).filter(
    ({ name, isFolder }) => name.endsWith('.wandb') && !isFolder,
  );
  if (logs.length > 1) onRemark(folder, `has ${logs.length} files .wandb: ${logs[0]?.name} is read`);
  return logs[0]?.path ?? null;
}

/** What the first record of a run says of where it belongs; null where there is none. What is broken is reported later. */
async function beginningOf(
  log: string,
  tree: ForeignTree,
): Promise<{ id: string; entity: string; project: string } | null> {
  try {
    return await tree.stream(log, async (content) => {
      for await (const bytes of readRecords(content, () => {})) {
        const run = new Message(bytes).message(RECORD.run);
        if (run !== null) return { id: run.text(RUN.id), entity: run.text(RUN.entity), project: run.text(RUN.project) };
      }
      return null;
    });
  } catch (error) {
    if (!(error instanceof UnreadableMessage || error instanceof NoLog)) asUnreadableFile(log, error);
    return null;
  }
}
