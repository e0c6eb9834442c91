import { fileURLToPath } from 'node:url';
import type { SubjectFile } from './read-subject.js';

/** The address by which a shell finds a file: a path where its URI is one, else the URI. */
export function addressOf({ uri }: Pick<SubjectFile, 'uri'>): string {
  if (!uri.startsWith('file:')) return uri;
  try {
    return fileURLToPath(uri);
  } catch {
    return uri;
  }
}
