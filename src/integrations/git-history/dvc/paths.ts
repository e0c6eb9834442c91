import path from 'node:path';

/** Slashes at the end. They begin where no other one stands before them: else a long run is tried from each of them. */
export const TRAILING_SLASHES = /(?<!\/)\/+$/;

/** A path below a folder of the repository, with `/` and without `.` and `..` within it. */
export function joinPath(folder: string, name: string): string {
  const joined = path.posix.join(folder, name.replaceAll('\\', '/')).replace(TRAILING_SLASHES, '');
  return joined === '.' ? '' : joined;
}

/** The folder of a file; empty for the top. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** Whether a path is a URL, such as `s3://bucket/key`. */
export function isUrl(name: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(name);
}

/** Whether a path leads elsewhere: a URL, a path from the root of a disk, or out of the repository. */
export function isOutside(name: string): boolean {
  return isUrl(name) || /^(?:\/|[A-Za-z]:[/\\]|\.\.(?:\/|$))/.test(name);
}

/** A path as a stage or a `.dvc` file writes it: a URL stays, all else is from the top of the repository. */
export function placeOf(folder: string, name: string): string {
  return isUrl(name) || /^(?:\/|[A-Za-z]:[/\\])/.test(name) ? name : joinPath(folder, name);
}

/** Whether a file lies in a folder, or is it. */
export function isBelow(file: string, folder: string): boolean {
  return folder === '' || file === folder || file.startsWith(`${folder}/`);
}
