import { isStoredPath } from '#integrations/client/stored-file.js';
import type { Fields, SealedMember } from './members.js';

/** A file that the server stores: its path behind `mlflow-artifacts:/`, and what it has to be. */
export interface StoredFile {
  readonly path: string;
  readonly digest: string;
}

/** The files of a thing whose bytes its server stores, and that are pinned. */
export function storedFilesOf(member: SealedMember): readonly StoredFile[] {
  const { input } = member;
  const listed = [input['files'], input['artifacts'], 'end' in member ? member.end['artifacts'] : undefined];
  return listed
    .flatMap((files) => (Array.isArray(files) ? (files as readonly Fields[]) : []))
    .flatMap(({ uri, digest }) => {
      const path = /^mlflow-artifacts:\/+([^/].*)$/.exec(String(uri))?.[1];
      return path === undefined || !isStoredPath(path) || typeof digest !== 'string' ? [] : [{ path, digest }];
    });
}
