import DataLoader from 'dataloader';
import { parseLarge } from '#platform/database/rows/row-shape.js';
import type { RowLoader } from '#platform/loading/loader.js';
import { isTurnSpent, nextShare } from '#platform/turns/pace.js';
import type { RunEnd } from './run-end.entity.js';

/** A loader of what each run has logged: of one that has ended its manifest says it, which is sealed. */
export function createRunLogLoader<Log>(
  endByRun: RowLoader<RunEnd>,
  sealedIn: (manifest: object, runId: string) => Log,
  read: (openRuns: readonly string[]) => Promise<ReadonlyMap<string, Log>>,
): DataLoader<string, Log> {
  return new DataLoader(async (runIds) => {
    const ends = await Promise.all(runIds.map((id) => endByRun.load(id)));
    const open = runIds.filter((_, index) => ends[index] === null);
    const logs = open.length === 0 ? new Map<string, Log>() : await read(open);
    const found: Log[] = [];
    for (const [index, id] of runIds.entries()) {
      const end = ends[index] ?? null;
      if (end !== null) await parseLarge(end, 'manifest');
      found.push(end === null ? logs.get(id)! : sealedIn(end.manifest, id));
      if (isTurnSpent()) await nextShare();
    }
    return found;
  });
}
