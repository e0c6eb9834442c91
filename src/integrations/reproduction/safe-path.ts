import path from 'node:path';

/**
 * A path from the server as one within a folder, or null where it leads out of it, is absolute, or holds what cannot
 * stand in a line of a list of digests.
 */
export function safePath(told: string): string | null {
  if (told === '' || /[\p{Cc}\\]/u.test(told)) return null;
  const inside = path.posix.normalize(told);
  return inside.startsWith('../') || inside === '..' || inside === '.' || path.posix.isAbsolute(inside) ? null : inside;
}

/** A word for a POSIX shell: what comes from the server can never become a command. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
