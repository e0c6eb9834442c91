import type * as z from 'zod';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { notABundle } from './refusals.js';

/** How deep JSON may be nested: what we export is never as deep, and a parser must not run out of stack. */
const MOST_DEEP = 500;

/**
 * Reads a member: canonical JSON (RFC 8785) of the form that its kind has. So no key stands in it twice or is one that
 * nobody looks at.
 * @throws {PedigraphError} BAD_USER_INPUT
 */
export function parseMember<Schema extends z.ZodType>(name: string, bytes: Buffer, schema: Schema): z.infer<Schema> {
  const text = bytes.toString('utf8');
  refuseDeep(name, text);
  const value = parsed(name, text);
  if (spelled(value) !== text) throw notABundle(`${name} is no canonical JSON (RFC 8785), as a bundle has it`);
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.').slice(0, 200)}`;
  throw notABundle(`${name} has not the form of a member${where}: ${issue?.message.slice(0, 300)}`);
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notABundle(`${name} is no JSON`);
  }
}

/** Undefined for what has no canonical form. */
function spelled(value: unknown): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}

/** Counts brackets outside of texts, before anything is parsed. */
function refuseDeep(name: string, text: string): void {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inText) {
      if (character === '\\') at++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') {
      depth++;
      if (depth > MOST_DEEP) throw notABundle(`${name} is nested more than ${MOST_DEEP} deep`);
    } else if (character === '}' || character === ']') depth--;
  }
}
