import type * as z from 'zod';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import type { ArtifactFiles } from '../source/artifact-files.js';
import { MAX_TEXT_BYTES, utf8, yamlContent } from '../source/yaml-content.js';

/** The UTF-8 text of a small file among artifacts. Throws `UnreadableFile`. */
export async function artifactText(files: ArtifactFiles, inside: string): Promise<string> {
  try {
    return utf8(await files.read(inside, MAX_TEXT_BYTES));
  } catch (error) {
    throw asUnreadableFile(inside, error);
  }
}

/** The content of a YAML file among artifacts, checked by `schema`. Throws `UnreadableFile`. */
export async function artifactYaml<Content>(
  files: ArtifactFiles,
  inside: string,
  schema: z.ZodType<Content>,
): Promise<Content> {
  return yamlContent(inside, await artifactText(files, inside), schema);
}
