import { environmentFormat } from '../environments/environment-formats.js';

/** What a file of a repository is to an import. */
export type FileRole = 'pipeline' | 'lock' | 'dvcFile' | 'config' | 'environment' | 'attributes';

/** What a file of that name is; null for all that is not looked at by itself. */
export function fileRole(name: string): FileRole | null {
  if (name === 'dvc.yaml') return 'pipeline';
  if (name === 'dvc.lock') return 'lock';
  if (name === '.gitattributes') return 'attributes';
  if (name === 'config' || name === '.gto' || name === 'artifacts.yaml') return 'config';
  // Before DVC 3 the last stage of a pipeline was called Dvcfile.
  if (name === 'Dvcfile' || (name.endsWith('.dvc') && name !== '.dvc')) return 'dvcFile';
  return environmentFormat(name) === undefined ? null : 'environment';
}

/** Whether a file lies in DVC's own folder, where DVC looks for nothing that it tracks. */
export function isInOwnFolder(path: string): boolean {
  return /(?:^|\/)\.dvc\//.test(path);
}

/** Files of a commit by what they are. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
