import { isOutside, TRAILING_SLASHES } from '../dvc/paths.js';
import type { DvcConfig } from '../dvc/read-config.js';
import type { TrackedFile } from '../dvc/tracked-file.js';
import type { VerifiedFiles } from '../verify/verified-files.js';
import type { FileInput } from './destination.js';

/** What of a commit says where data lie. */
export interface PlaceContext {
  readonly namespace: string;
  readonly config: DvcConfig;
  /** What the bytes of files were found to be. */
  readonly verified: VerifiedFiles;
}

/** So many files of a folder are listed; of more, the folder alone. */
const MOST_FILES = 5_000;

/** A tracked file or folder as files of a version: each file where they are listed, else the whole under its digest. */
export function filesOf(file: TrackedFile, context: PlaceContext): FileInput[] {
  const { verified } = context;
  const all = file.files.length > 0 ? file.files : (verified.filesOf(file) ?? []);
  const listed = all.length > 0 && all.length <= MOST_FILES ? all : [file];
  const paths = new Set<string>();
  return listed.flatMap((one) => {
    if (one.path.length > 1_000 || paths.has(one.path)) return [];
    paths.add(one.path);
    const digest = sha256Of(one, verified);
    return [
      {
        path: one.path,
        uri: uriOf(one, context),
        ...(one.sizeBytes === null ? {} : { sizeBytes: one.sizeBytes }),
        ...(one.isFolder ? { mediaType: 'inode/directory' } : {}),
        ...(digest === null ? {} : { digest }),
      },
    ];
  });
}

/** As it is recorded, or as its bytes were found to be. */
function sha256Of({ digest }: TrackedFile, verified: VerifiedFiles): string | null {
  if (digest?.algorithm !== 'sha256') return verified.sha256Of(digest);
  return /^[0-9a-f]{64}$/.test(digest.value) ? `sha256:${digest.value}` : null;
}

/**
 * Where DVC keeps it: below the remote by its digest, or at its path where the remote keeps versions; at its own URL. A
 * repository without a remote has its files under `dvc://` and its namespace.
 */
export function uriOf(
  { path, digest, versionId, remote }: TrackedFile,
  { namespace, config }: Pick<PlaceContext, 'namespace' | 'config'>,
): string {
  const version =
    versionId === null ? '' : `?versionId=${encodeURIComponent(versionId.replace(/\p{Surrogate}/gu, '\ufffd'))}`;
  if (isOutside(path)) return `${path}${version}`.slice(0, 4_000);
  const name = remote ?? config.remote;
  const root =
    (name === null ? undefined : config.urls.get(name))?.replace(TRAILING_SLASHES, '') ?? `dvc://${namespace}`;
  if (versionId !== null || digest === null) return `${root}/${path}${version}`.slice(0, 4_000);
  const { algorithm, value } = digest;
  const folder = algorithm === 'md5' ? 'files/md5/' : '';
  return `${root}/${folder}${value.slice(0, 2)}/${value.slice(2)}`.slice(0, 4_000);
}
