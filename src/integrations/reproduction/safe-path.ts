import path from 'node:path';
import { CONTROLLING } from '#platform/errors/printable.js';

/**
 * A path from the server as one within a folder, or null where it leads out of it or into Git's own part of a clone, is
 * absolute, or holds what cannot stand in a line of a list of digests. One that a program could take for an option begins with `./`.
 */
export function safePath(given: string): string | null {
  if (given === '' || given.includes('\\') || CONTROLLING.test(given)) return null;
  const inside = path.posix.normalize(given);
  if (/^\.\.?(\/|$)/.test(inside) || path.posix.isAbsolute(inside)) return null;
  if (inside.split('/').some((name) => GIT.test(name.replaceAll(/\p{Cf}/gu, '')))) return null;
  return inside.startsWith('-') ? `./${inside}` : inside;
}

/** `.git`, as file systems of all kinds spell it: what lies there decides what Git runs when it is started next. */
const GIT = /^(\.git[. ]*|git~\d+)$/i;

/** A word for a POSIX shell: what comes from the server can never become a command. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
