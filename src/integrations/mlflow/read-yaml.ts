import * as z from 'zod';
import { parseYaml } from '../reading/parse-yaml.js';
import { UnreadableFile } from '../reading/unreadable-file.js';
import { readText } from './read-text.js';
import type { StoreSource } from './store-source.js';

/**
 * The content of a YAML file, checked by `schema`. Every plain value arrives as text and only `null` is null: a run id
 * such as `12345678e90…` is not a float, `python: 3.10` not 3.1, and an id of 18 digits keeps them all.
 * Throws `UnreadableFile`.
 */
export async function readYaml<Content>(
  source: Pick<StoreSource, 'tree'>,
  path: string,
  schema: z.ZodType<Content>,
): Promise<Content> {
  const checked = schema.safeParse(contentOf(path, await readText(source, path)));
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw new UnreadableFile(path, `${where}${issue?.message ?? 'is not what was expected'}`);
}

function contentOf(path: string, text: string): unknown {
  try {
    const { document, faults } = parseYaml(text, { schema: 'failsafe', customTags: ['null'] });
    if (faults[0] === undefined) return document.toJS();
    throw new Error(faults[0].message);
  } catch (error) {
    throw new UnreadableFile(path, `is not YAML: ${(error as Error).message.split('\n', 1)[0]}`);
  }
}

/** A moment in milliseconds since 1970, as MLflow writes it. */
export const moment = z
  .string()
  .regex(/^-?\d{1,16}$/, 'expected milliseconds since 1970')
  .transform(Number)
  .refine((ms) => Math.abs(ms) <= 8.64e15, 'expected milliseconds since 1970, got a moment out of range');

/** Text that MLflow leaves out, sets to null or leaves empty when it knows nothing: all three become `null`. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text || null);
