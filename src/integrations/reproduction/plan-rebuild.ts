import { CONTROLLING } from '#platform/errors/printable.js';
import { addressOf } from './address-of.js';
import type { Subject, SubjectFile } from './read-subject.js';
import { type RequirementLines, requirementLines } from './requirement-lines.js';
import { safePath } from './safe-path.js';

/** The tag that says what makes the artifacts: of the version, else of its run. */
export const COMMAND_TAG = 'command';

/** A file that a rebuild needs or makes, at a path that stays within the folder. */
export interface PlannedFile extends SubjectFile {
  readonly digest: string;
}

/** What a rebuild does. */
export interface RebuildPlan {
  /** What the server answered; a code or an image that is none is null. */
  readonly subject: Subject;
  /** What is run in `folder`; null where that is not recorded. */
  readonly command: string | null;
  /** The folder in the repository; null is its own. */
  readonly folder: string | null;
  readonly data: readonly PlannedFile[];
  readonly artifacts: readonly PlannedFile[];
  /** The lock file that the packages were installed from, in `folder`; null where it is not known. */
  readonly lock: Omit<PlannedFile, 'uri' | 'sizeBytes'> | null;
  readonly requirements: RequirementLines['lines'];
  /** What is left out and why, in words. */
  readonly leftOut: readonly string[];
}

/**
 * Plans the rebuild of a version. The server is not trusted: what is not of the form it must have, files without a digest
 * and paths that lead out of the folder are left out and named.
 */
export function planRebuild(answered: Subject): RebuildPlan {
  const leftOut: string[] = [];
  const subject = checked(answered, leftOut);
  const planned = (files: readonly SubjectFile[], what: string): PlannedFile[] =>
    files.flatMap((file) => {
      const path = safePath(file.path);
      if (path === null)
        leftOut.push(
          `${what} ${JSON.stringify(file.path)}: the path leads out of the folder, or into what is Git's own`,
        );
      else if (file.digest === null) leftOut.push(`${what} ${path}: it has no digest to check`);
      else if (!DIGEST.test(file.digest) || CONTROLLING.test(addressOf(file))) {
        leftOut.push(`${what} ${path}: its digest or its address is not one`);
      } else return [{ ...file, path, digest: file.digest }];
      return [];
    });
  const inside = subject.code?.path ?? null;
  const folder = inside === null ? null : safePath(inside);
  if (inside !== null && folder === null)
    leftOut.push(`the folder ${JSON.stringify(inside)}: it leads out of the repository, or into what is Git's own`);
  const data = subject.datasets.flatMap(({ datasetVersion }) =>
    planned(datasetVersion.files, `the file of ${datasetVersion.ref}`),
  );
  const artifacts = planned(subject.artifacts, 'the artifact');
  const { lock = null, packages = [] } = subject.environment ?? {};
  const [plannedLock = null] = lock === null ? [] : planned([{ ...lock, uri: '', sizeBytes: null }], 'the lock file');
  const { lines, refused } = requirementLines(packages);
  for (const { name, version } of refused) {
    leftOut.push(`the package ${JSON.stringify(name)} ${JSON.stringify(version)}: pip knows no such name or version`);
  }
  return {
    subject,
    command: commandOf(subject, leftOut),
    folder,
    data,
    artifacts,
    lock: plannedLock,
    requirements: lines,
    leftOut,
  };
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const COMMIT = /^[0-9a-f]{7,64}$/;

function checked(answered: Subject, leftOut: string[]): Subject {
  const { code, environment } = answered;
  const drop = (what: string, value: string) => {
    leftOut.push(`${what} ${JSON.stringify(value)}: it is not one`);
    return null;
  };
  const word = (what: string, value: string | null) =>
    value !== null && (CONTROLLING.test(value) || value.startsWith('-')) ? drop(what, value) : value;
  return {
    ...answered,
    code:
      code === null || !COMMIT.test(code.commit)
        ? code && drop('the commit', code.commit)
        : { ...code, repository: word('the repository', code.repository) },
    environment: environment && { ...environment, image: word('the image', environment.image) },
  };
}

function commandOf({ tags, run }: Subject, leftOut: string[]): string | null {
  const command = tags[COMMAND_TAG] ?? run?.tags[COMMAND_TAG] ?? null;
  if (command === null || !CONTROLLING.test(command.replaceAll(/[\n\t]/g, ''))) return command;
  leftOut.push(`the command ${JSON.stringify(command)}: it holds characters that control a terminal`);
  return null;
}
