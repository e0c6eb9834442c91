import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { ForeignTree } from '#integrations/reading/foreign-tree.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import { no, type Reached, type SoughtFile, sizeProblem, unknown, yes } from './reached.js';

/**
 * Looks for a file on this machine. That there is none says nothing where the folder is not here either: the path may be
 * that of another machine.
 * @param maxBytes a larger one is not read for its digest
 */
export async function reachFile(place: string, sought: SoughtFile, maxBytes: number): Promise<Reached> {
  const location = await realpath(place).catch(() => null);
  if (location === null) {
    const hasFolder = await stat(path.dirname(place)).then(
      (folder) => folder.isDirectory(),
      () => false,
    );
    return hasFolder ? no('The folder is here, and the file is not.') : unknown('The folder is not on this machine.');
  }
  const there = await stat(location).catch(() => null);
  if (!there?.isFile()) return unknown('It is no regular file.');
  const problem = sizeProblem(sought, there.size);
  if (problem !== null) return problem;
  if (sought.digest === null) return yes('It is there; no digest was sealed.');
  if (there.size > maxBytes) return yes(`It is there; its ${there.size} bytes were not read.`);
  try {
    const tree = await ForeignTree.at(path.dirname(location));
    const { digest } = await tree.digest(path.join(tree.root, path.basename(location)), there.size);
    return digest === sought.digest ? yes('It has its digest.') : no(`It has the digest ${digest}.`, digest);
  } catch (error) {
    return unknown(asUnreadableFile(location, error).message);
  }
}
