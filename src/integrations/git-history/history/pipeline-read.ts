import type { Pipeline } from '../dvc/pipeline.js';
import type { LockedStage } from '../dvc/read-lock.js';
import type { FileProblem, PipelineState, StageState } from './commit-state.js';
import type { ReadResult } from './read-result.js';

/** A pipeline, and what of its files cannot be read. */
export interface PipelineRead {
  readonly state: PipelineState;
  readonly problems: readonly FileProblem[];
}

/** A dvc.yaml, where there is one, with its dvc.lock, where there is one. */
export function pipelineRead(
  folder: string,
  declaration: ReadResult<Pipeline | null>,
  lock: ReadResult<readonly LockedStage[]>,
): PipelineRead {
  const at = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  const path = at('dvc.yaml');
  const pipeline = 'value' in declaration ? declaration.value : null;
  const locked = 'value' in lock ? lock.value : [];
  const problems = [
    ...('reason' in declaration ? [{ path, reason: declaration.reason }] : []),
    ...(pipeline?.problems ?? []).map((reason) => ({ path, reason })),
    ...('reason' in lock ? [{ path: at('dvc.lock'), reason: lock.reason }] : []),
  ];
  // Of two stages of one name the later counts, at the place of the first.
  const declared = new Map((pipeline?.stages ?? []).map((stage) => [stage.name, stage]));
  const byName = new Map(locked.map((stage) => [stage.name, stage]));
  const stages: StageState[] = [...declared].map(([name, stage]) => ({
    name,
    declared: stage,
    locked: byName.get(name) ?? null,
  }));
  for (const stage of locked)
    if (!declared.has(stage.name)) stages.push({ name: stage.name, declared: null, locked: stage });
  return { state: { path, folder, pipeline, stages }, problems };
}
