import * as z from 'zod';
import { parseYaml } from '#integrations/reading/parse-yaml.js';
import { UnreadableFile } from '#integrations/reading/unreadable-file.js';
import { isMoment } from './is-moment.js';

/** The largest file read whole: parameters, tags and YAML are far smaller, and metrics and artifacts are streamed. */
export const MAX_TEXT_BYTES = 8 * 1024 * 1024;

/** The UTF-8 text of bytes. Throws where they are none. */
export function utf8(bytes: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/**
 * The content of a YAML text, checked by `schema`. Every plain value arrives as text and only `null` is null: a run id
 * such as `12345678e90…` is not a float, `python: 3.10` not 3.1, and an id of 18 digits keeps them all.
 * Throws `UnreadableFile`.
 */
export function yamlContent<Content>(path: string, text: string, schema: z.ZodType<Content>): Content {
  const checked = schema.safeParse(contentOf(path, text));
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
  .refine(isMoment, 'expected milliseconds since 1970, got a moment out of range');

/** Text that MLflow leaves out, sets to null or leaves empty when it knows nothing: all three become `null`. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text || null);
