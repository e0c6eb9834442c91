import { environmentFormat } from '../environments/environment-formats.js';

/** What a file of a repository is to an import. */
export type FileRole = 'pipeline' | 'lock' | 'dvcFile' | 'config' | 'environment' | 'attributes';

/** What a file of that name is; null for all that is not looked at by itself. */
export function fileRole(name: string): FileRole | null {
  if (name === 'dvc.yaml') return 'pipeline';
  if (name === 'dvc.lock') return 'lock';
  if (name === '.gitattributes') return 'attributes';
  if (name === 'config' || name === '.gto' || name === 'artifacts.yaml') return 'config';
  if (name.endsWith('.dvc') && name !== '.dvc') return 'dvcFile';
  return environmentFormat(name) === undefined ? null : 'environment';
}

/** Files of a commit by what they are. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
