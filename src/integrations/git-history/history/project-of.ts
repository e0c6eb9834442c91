import { folderOf } from '../dvc/paths.js';
import { type DvcConfig, NO_CONFIG } from '../dvc/read-config.js';
import type { CommitState } from './commit-state.js';

/** A DVC project of a repository. */
export interface DvcProject {
  /** The folder that its `.dvc` lies in; empty for the top. */
  readonly folder: string;
  readonly config: DvcConfig;
}

/** The project that a file belongs to: the nearest at or above it; that of the top where none is. */
export function projectOf({ configs }: Pick<CommitState, 'configs'>, file: string): DvcProject {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const config = configs.get(folder);
    if (config !== undefined || folder === '') return { folder, config: config ?? NO_CONFIG };
  }
}
