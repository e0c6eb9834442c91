import type { TrackedFile } from '../dvc/tracked-file.js';

/** The digest of an output as tags: its algorithm stays with it. */
export function digestTags({ path, digest, sizeBytes, fileCount }: TrackedFile): Record<string, string> {
  return {
    'dvc.path': path.slice(0, 8_000),
    ...(digest === null ? {} : { 'dvc.digest': `${digest.algorithm}:${digest.value}`.slice(0, 8_000) }),
    ...(sizeBytes === null ? {} : { 'dvc.size': String(sizeBytes) }),
    ...(fileCount === null ? {} : { 'dvc.nfiles': String(fileCount) }),
  };
}
