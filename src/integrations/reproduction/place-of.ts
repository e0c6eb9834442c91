import { fileURLToPath } from 'node:url';
import type { SubjectFile } from './read-subject.js';

/** Where a shell finds a file: a path where its URI is one, else the URI. */
export function placeOf({ uri }: Pick<SubjectFile, 'uri'>): string {
  if (!uri.startsWith('file:')) return uri;
  try {
    return fileURLToPath(uri);
  } catch {
    return uri;
  }
}
