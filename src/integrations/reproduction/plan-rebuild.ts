import type { Subject, SubjectFile } from './read-subject.js';
import { safePath } from './safe-path.js';

/** The tag that says what makes the artifacts: of the version, else of its run. */
export const COMMAND_TAG = 'command';

/** A file that a rebuild needs or makes, at a path that stays within the folder. */
export interface PlannedFile extends SubjectFile {
  readonly digest: string;
}

/** What a rebuild does. */
export interface RebuildPlan {
  readonly subject: Subject;
  /** What is run in `folder`; null where nobody told. */
  readonly command: string | null;
  /** The folder in the repository; null is its own. */
  readonly folder: string | null;
  readonly data: readonly PlannedFile[];
  readonly artifacts: readonly PlannedFile[];
  /** What is left out and why, in words. */
  readonly leftOut: readonly string[];
}

/** Plans the rebuild of a version. Files without a digest, and paths that lead out of the folder, are left out and named. */
export function planRebuild(subject: Subject): RebuildPlan {
  const leftOut: string[] = [];
  const planned = (files: readonly SubjectFile[], what: string): PlannedFile[] =>
    files.flatMap((file) => {
      const path = safePath(file.path);
      if (path === null) leftOut.push(`${what} ${JSON.stringify(file.path)}: the path leads out of the folder`);
      else if (file.digest === null) leftOut.push(`${what} ${path}: it has no digest to check`);
      else return [{ ...file, path, digest: file.digest }];
      return [];
    });
  const told = subject.code?.path ?? null;
  const folder = told === null ? null : safePath(told);
  if (told !== null && folder === null)
    leftOut.push(`the folder ${JSON.stringify(told)}: it leads out of the repository`);
  const data = subject.datasets.flatMap(({ datasetVersion }) =>
    planned(datasetVersion.files, `the file of ${datasetVersion.ref}`),
  );
  return {
    subject,
    command: subject.tags[COMMAND_TAG] ?? subject.run?.tags[COMMAND_TAG] ?? null,
    folder,
    data,
    artifacts: planned(subject.artifacts, 'the artifact'),
    leftOut,
  };
}
