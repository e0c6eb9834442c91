import path from 'node:path';
import type { SourceObserver } from '#integrations/importing/problem.js';
import { type ForeignTree } from '#integrations/reading/foreign-tree.js';
import { asUnreadableFile, UnreadableFile } from '#integrations/reading/unreadable-file.js';
import {
  isPlainObject,
  type PlainObject,
  type PlainValue,
  UnreadableValue,
} from '#integrations/reading/values/plain-value.js';
import { readValues } from '#integrations/reading/values/read-values.js';
import type { RunFacts } from './run-facts.js';
import { numberOf } from './value-tree.js';

/** Files that are read for what they say; all others of `files` are files of the run. */
export const READ_FILES: ReadonlySet<string> = new Set([
  ...['wandb-metadata.json', 'config.yaml', 'wandb-summary.json', 'wandb-history.jsonl', 'requirements.txt'],
]);

/** The largest of them that is read whole. */
const MOST_BYTES = 32 * 1024 * 1024;

/** What W&B writes beside its log, and before 0.10 instead of one. What the log says counts. Returns the requirements. */
export async function readBeside(
  files: string,
  facts: RunFacts,
  {
    tree,
    hasLog,
    observer,
  }: { readonly tree: ForeignTree; readonly hasLog: boolean; readonly observer: SourceObserver },
): Promise<string[]> {
  const read = async (name: string): Promise<PlainObject> => {
    const content = await contentOf(path.join(files, name), tree, observer);
    if (content === null) return {};
    try {
      const values = readValues(name, content);
      if (isPlainObject(values)) return values;
      throw new UnreadableValue('is no object');
    } catch (error) {
      if (!(error instanceof UnreadableValue)) throw error;
      observer.onRemark(path.join(files, name), error.message);
      return {};
    }
  };
  const metadata = await read('wandb-metadata.json');
  takeMetadata(metadata, facts);
  const [config, summary] = [await read('config.yaml'), await read('wandb-summary.json')];
  if (!hasLog) {
    facts.exitCode = numberOf(metadata['exitcode']);
    for (const [key, value] of Object.entries(config))
      if (key !== 'wandb_version')
        facts.config.set([key], isPlainObject(value) && 'value' in value ? (value['value'] ?? null) : value);
    for (const [key, value] of Object.entries(summary)) facts.summary.set([key], value);
  }
  const requirements = (await contentOf(path.join(files, 'requirements.txt'), tree, observer))?.toString('utf8') ?? '';
  return requirements.split(/\r?\n/).filter((line) => line.trim() !== '');
}

/** The bytes of a file that may be missing; one that cannot be read is reported. */
async function contentOf(file: string, tree: ForeignTree, { onRemark }: SourceObserver): Promise<Buffer | null> {
  try {
    return await tree.read(file, MOST_BYTES);
  } catch (error) {
    const unreadable: UnreadableFile = asUnreadableFile(file, error);
    if (unreadable.obstacle !== 'missing') onRemark(file, unreadable.message);
    return null;
  }
}

/** Of what W&B knows of the machine, what a model may depend on: not whose it is, nor where on it files lie. */
function takeMetadata(metadata: PlainObject, facts: RunFacts): void {
  const text = (value: PlainValue | undefined) => (typeof value === 'string' && value !== '' ? value : null);
  const count = (value: PlainValue | undefined) => (typeof value === 'number' && value > 0 ? value : 0);
  const { host } = facts;
  facts.host = {
    os: host.os ?? text(metadata['os']),
    python: host.python ?? text(metadata['python']),
    image: host.image ?? text(metadata['docker']),
    gpu: host.gpu ?? text(metadata['gpu']),
    gpuCount: host.gpuCount || count(metadata['gpu_count']),
    cpuCount: host.cpuCount || count(metadata['cpu_count']),
  };
  const started = Date.parse(text(metadata['startedAt']) ?? '');
  if (Number.isFinite(started)) facts.startedAt ??= started;
  facts.seenAt(started);
  facts.seenAt(Date.parse(text(metadata['heartbeatAt']) ?? ''));
  const git = metadata['git'];
  if (facts.code === null && isPlainObject(git)) facts.setCommit(text(git['commit']) ?? '', text(git['remote']) ?? '');
  facts.setPath(text(metadata['codePath']) ?? '');
}
