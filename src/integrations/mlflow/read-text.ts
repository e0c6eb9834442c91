import { asUnreadableFile } from '../reading/unreadable-file.js';
import type { StoreSource } from './store-source.js';

/** The largest file read whole: parameters, tags and YAML are far smaller, and metrics and artifacts are streamed. */
const MAX_BYTES = 8 * 1024 * 1024;

/** The UTF-8 text of a small file. Throws `UnreadableFile`. */
export async function readText({ tree }: Pick<StoreSource, 'tree'>, path: string): Promise<string> {
  try {
    const bytes = await tree.read(path, MAX_BYTES);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw asUnreadableFile(path, error);
  }
}
