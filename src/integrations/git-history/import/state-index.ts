import { isBelow } from '../dvc/paths.js';
import type { TrackedFile } from '../dvc/tracked-file.js';
import type { CommitState, DvcFileState, PipelineState, StageState } from '../history/commit-state.js';

/** Where an output comes from at a commit. */
export type Origin =
  | { readonly kind: 'stage'; readonly out: TrackedFile; readonly pipeline: PipelineState; readonly stage: StageState }
  | { readonly kind: 'dvcFile'; readonly out: TrackedFile; readonly state: DvcFileState };

/** The outputs of a commit by their paths. */
export interface StateIndex {
  /** What is tracked at a path, or in the nearest folder above it. */
  originOf(path: string): Origin | null;
}

/** More characters has no path that can be opened. */
const MOST_PATH = 4_096;

const indexes = new WeakMap<CommitState, StateIndex>();

/** Finds outputs by path; made once for a state. */
export function stateIndex(state: CommitState): StateIndex {
  const known = indexes.get(state);
  if (known !== undefined) return known;
  const origins = new Map<string, Origin>();
  for (const dvcFile of state.dvcFiles) {
    for (const out of dvcFile.file.outs) origins.set(out.path, { kind: 'dvcFile', out, state: dvcFile });
  }
  for (const pipeline of state.pipelines) {
    for (const stage of pipeline.stages) {
      for (const out of stage.locked?.outs ?? []) origins.set(out.path, { kind: 'stage', out, pipeline, stage });
    }
  }
  const index: StateIndex = {
    originOf(path) {
      if (path.length > MOST_PATH) return null;
      for (let at = path; ; at = at.slice(0, at.lastIndexOf('/'))) {
        const found = origins.get(at);
        if (found !== undefined) return found;
        if (!at.includes('/')) return null;
      }
    },
  };
  indexes.set(state, index);
  return index;
}

/** Whether a folder holds metrics or plots: it is a result, and no data. */
export function holdsResults(path: string, { pipeline }: PipelineState): boolean {
  const results = [
    ...(pipeline?.metrics ?? []),
    ...(pipeline?.plots ?? []),
    ...(pipeline?.stages ?? []).flatMap(({ outs }) => outs.flatMap((out) => (out.kind === 'out' ? [] : [out.path]))),
  ];
  return results.some((result) => isBelow(result, path));
}
