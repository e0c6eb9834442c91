import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import { MAX_TEXT_BYTES, utf8 } from '../source/yaml-content.js';
import type { StoreSource } from './store-source.js';

/** The UTF-8 text of a small file. Throws `UnreadableFile`. */
export async function readText({ tree }: Pick<StoreSource, 'tree'>, path: string): Promise<string> {
  try {
    return utf8(await tree.read(path, MAX_TEXT_BYTES));
  } catch (error) {
    throw asUnreadableFile(path, error);
  }
}
