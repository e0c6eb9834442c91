import path from 'node:path';
import { keyInPath } from '#integrations/importing/fit-text.js';
import type { MetricPoint } from '#integrations/importing/metric-point.js';
import type { FoundRun } from './find-runs.js';
import { type HistoryRow, OWN_KEYS, pointsOf } from './history.js';
import { rowsOfLines, rowsOfLog } from './history-rows.js';
import { readBeside } from './read-beside.js';
import { readLog } from './read-log.js';
import { RunFacts } from './run-facts.js';
import type { RunReading } from './run-reading.js';
import { filesBelow } from './saved-files.js';
import { kindOf, leavesOf, numberOf } from './value-tree.js';
import type { RunState, SavedFile, WandbRun } from './wandb-run.js';

/**
 * Reads a run from all of its folders; what of them is broken is reported, and the rest is the run. Null where they hold
 * none: it was killed before it wrote what it is.
 */
export async function readRun({ id, project, folders }: FoundRun, reading: RunReading): Promise<WandbRun | null> {
  const { tree, observer, unread } = reading;
  const place = path.relative(tree.root, folders.at(-1)?.path ?? '') || path.basename(tree.root);
  const facts = new RunFacts((part, key, reason) => {
    const kind = part === 'config' ? 'parameter' : 'metric';
    observer.onProblem({ kind, path: `${place}/${part}/${keyInPath(key)}`, reason });
  });
  const lastPoints = new Map<string, MetricPoint>();
  const takeRow = (row: HistoryRow) => {
    facts.seenAt(row.timestamp);
    const points = pointsOf(row, facts.startedAt ?? 0, (key, kind) =>
      unread.add(`${kind} in the history, as "${key.slice(0, 100)}"`),
    );
    for (const point of points) if (isLater(point, lastPoints.get(point.key))) lastPoints.set(point.key, point);
  };
  const files: SavedFile[] = [];
  let requirements: string[] = [];
  const hasLog = folders.some(({ log }) => log !== null);
  for (const folder of folders) {
    if (folder.log !== null) await readLog(folder.log, facts, takeRow, reading);
    const beside = path.join(folder.path, 'files');
    const read = await readBeside(beside, facts, { tree, hasLog, observer });
    if (read.length > 0) requirements = read;
    files.push(...(await filesBelow(beside, reading)));
    const lines = path.join(beside, 'wandb-history.jsonl');
    if (folder.log === null) for await (const row of rowsOfLines(lines, tree, observer.onRemark)) takeRow(row);
  }
  if (files.some((file) => file.path.endsWith('.patch'))) facts.setDirty();
  const points = async function* (): AsyncGenerator<MetricPoint> {
    for (const folder of folders) {
      const rows =
        folder.log === null
          ? rowsOfLines(path.join(folder.path, 'files', 'wandb-history.jsonl'), tree, () => {})
          : rowsOfLog(folder.log, tree);
      for await (const row of rows) yield* pointsOf(row, facts.startedAt ?? 0);
    }
  };
  if (hasLog && !facts.isBegun) {
    observer.onProblem({
      kind: 'run',
      path: place,
      reason: 'has no record of a run: it was killed before it wrote what it is',
    });
    return null;
  }
  const leaves = (values: RunFacts['config']) => leavesOf(values.values).filter(([key]) => !isOwn(key));
  for (const [key, value] of leaves(facts.summary))
    if (numberOf(value) === null && typeof value === 'object')
      unread.add(`${kindOf(value)} in the summary, as "${key.slice(0, 100)}"`);
  const { name, notes, tags, group, jobType, sweep, startedAt, lastAt, exitCode, code, host, logged, used } = facts;
  return {
    ...{ id, project, place, name, notes, tags, group, jobType, sweep, startedAt, lastAt, exitCode, code, host },
    ...{ requirements, files, lastPoints, points, logged: [...logged.values()], used: [...used.values()] },
    config: leaves(facts.config),
    summary: leaves(facts.summary),
    state: stateOf(facts, hasLog, reading),
  };
}

function isOwn(key: string): boolean {
  return OWN_KEYS.has(key.split('.', 1)[0] as string);
}

function stateOf(
  { exitCode, lastAt }: RunFacts,
  hasLog: boolean,
  { now, crashedAfterMs }: Pick<RunReading, 'now' | 'crashedAfterMs'>,
): RunState {
  if (exitCode !== null) return exitCode === 0 ? 'finished' : 'failed';
  if (!hasLog) return 'unknown';
  return lastAt !== null && now - lastAt < crashedAfterMs ? 'running' : 'crashed';
}

function isLater(point: MetricPoint, known: MetricPoint | undefined): boolean {
  return known === undefined || (point.step - known.step || point.timestamp - known.timestamp) >= 0;
}
