import type * as z from 'zod';
import { yamlContent } from '../source/yaml-content.js';
import { readText } from './read-text.js';
import type { StoreSource } from './store-source.js';

/** The content of a YAML file of the store, checked by `schema`. Throws `UnreadableFile`. */
export async function readYaml<Content>(
  source: Pick<StoreSource, 'tree'>,
  path: string,
  schema: z.ZodType<Content>,
): Promise<Content> {
  return yamlContent(path, await readText(source, path), schema);
}
