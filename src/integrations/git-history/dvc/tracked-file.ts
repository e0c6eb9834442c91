import { isPlainObject, type PlainObject, type PlainValue } from '#integrations/reading/values/plain-value.js';
import { isOutside, placeOf, TRAILING_SLASHES } from './paths.js';

/** A digest under the algorithm that it was taken with. Those of two algorithms are never compared. */
export interface TrackedDigest {
  /** `md5`; `md5-dos2unix` of DVC 2, which takes it of texts with their line ends changed; `etag`, `checksum`, `sha256`. */
  readonly algorithm: string;
  readonly value: string;
}

/** A file or folder as a `.dvc` file or a `dvc.lock` records it. */
export interface TrackedFile {
  /** From the top of the repository, or a URL. */
  readonly path: string;
  /** Null where none is recorded: it is tracked by its version in a cloud, was never made, or is in Git. */
  readonly digest: TrackedDigest | null;
  readonly sizeBytes: number | null;
  /** How many files a folder has. */
  readonly fileCount: number | null;
  readonly isFolder: boolean;
  /** Its version in a cloud that keeps versions. */
  readonly versionId: string | null;
  /** The remote that it is in, where that is not the one of all. */
  readonly remote: string | null;
  /** The files of a folder, where they are listed one by one. */
  readonly files: readonly TrackedFile[];
  /** Where it is a file in Git, and DVC holds no copy. */
  readonly isCached: boolean;
  /** A dep that is a dataset of a dvc.yaml (`ds://name`): what is locked of it. */
  readonly dataset: PlainObject | null;
}

/** Under these keys DVC writes digests; the first that is there counts. */
const DIGEST_KEYS = ['md5', 'etag', 'checksum', 'sha256'] as const;

/**
 * What an entry of `outs` or `deps` records.
 * @param folder where its path begins
 */
export function trackedFile(entry: PlainValue, folder: string): TrackedFile | null {
  const path = isPlainObject(entry) ? entry['path'] : undefined;
  if (!isPlainObject(entry) || typeof path !== 'string' || path === '') return null;
  const place = placeOf(folder, path);
  return read(entry, place, (name) => `${place.replace(TRAILING_SLASHES, '')}/${name}`);
}

function read(entry: PlainObject, path: string, inside: (name: string) => string): TrackedFile {
  const fields = withCloud(entry);
  const digest = digestOf(fields, path);
  const listed = Array.isArray(fields['files']) ? (fields['files'] as readonly PlainValue[]) : [];
  const hash = fields['hash'];
  const files = listed.flatMap((file) => {
    const name = isPlainObject(file) ? file['relpath'] : undefined;
    if (!isPlainObject(file) || typeof name !== 'string' || isOutside(name)) return [];
    // The algorithm of a folder is that of its files.
    return [read(hash === undefined ? file : { ...file, hash }, inside(name), inside)];
  });
  const sizes = files.map(({ sizeBytes }) => sizeBytes);
  const total =
    files.length > 0 && sizes.every((size) => size !== null) ? sizes.reduce((sum, size) => sum + size, 0) : null;
  return {
    path,
    digest,
    sizeBytes: countOf(fields['size']) ?? total,
    fileCount: countOf(fields['nfiles']) ?? (files.length > 0 ? files.length : null),
    isFolder: files.length > 0 || countOf(fields['nfiles']) !== null || digest?.value.endsWith('.dir') === true,
    versionId: textOf(fields['version_id']),
    remote: textOf(fields['remote']),
    files,
    isCached: fields['cache'] !== false,
    dataset: isPlainObject(fields['dataset']) ? fields['dataset'] : null,
  };
}

/** What a remote with versions says stands below `cloud` and the name of the remote. */
function withCloud(entry: PlainObject): PlainObject {
  const cloud = entry['cloud'];
  const [remote] = isPlainObject(cloud) ? Object.entries(cloud) : [];
  return remote === undefined || !isPlainObject(remote[1]) ? entry : { ...entry, remote: remote[0], ...remote[1] };
}

function digestOf(fields: PlainObject, path: string): TrackedDigest | null {
  for (const key of DIGEST_KEYS) {
    const value = fields[key];
    const text = typeof value === 'number' ? String(value) : textOf(value);
    if (text === null) continue;
    // Without `hash` it is of DVC 2 or before, which took the digest of texts as if their lines ended in LF.
    const isLegacy = key === 'md5' && fields['hash'] === undefined && !isOutside(path);
    return { algorithm: isLegacy ? 'md5-dos2unix' : key, value: text };
  }
  return null;
}

function countOf(value: PlainValue | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function textOf(value: PlainValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
