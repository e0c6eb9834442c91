import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { PedigraphError } from '../../platform/errors/pedigraph-error.js';
import { type Manifest, manifestSchema } from './manifest.js';

/** The largest manifest that is read, in bytes: more than the gateway takes in one request. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Reads a manifest, YAML or JSON.
 * @throws {PedigraphError} BAD_USER_INPUT naming every problem with its line.
 */
export async function readManifest(path: string): Promise<Manifest> {
  const text = await readText(path);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  refuse(
    path,
    document.errors.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, message })),
  );
  const checked = manifestSchema.safeParse(document.toJS());
  if (checked.success) return checked.data;
  refuse(
    path,
    checked.error.issues.flatMap(flatten).map(({ path: at, message }) => {
      const node = document.getIn(at, true) as { range?: [number, number, number] } | undefined;
      const line = node?.range === undefined ? null : lines.linePos(node.range[0]).line;
      return { line, message: `${at.length === 0 ? 'the manifest' : at.join('.')}: ${message}` };
    }),
  );
  throw checked.error;
}

async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    if (bytes.length <= MAX_BYTES) return bytes.toString('utf8');
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `${path} has ${bytes.length} bytes, and a manifest at most ${MAX_BYTES}: keep larger things in files and name them. Nothing was written.`,
    );
  } catch (error) {
    if (error instanceof PedigraphError) throw error;
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected ${path} to be a manifest, but it cannot be read (${(error as NodeJS.ErrnoException).code}). Nothing was written.`,
    );
  }
}

/** The problems of every form that a union allows would be noise: those of the form that came closest are told. */
function flatten(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string }[] {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a) || a.length - b.length)[0]!;
    return closest.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'there is no such key' }));
  }
  return [{ path: [...issue.path], message: issue.message }];
}

/** How far a form could be followed; a form of another type could not at all. */
function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0)
    ? -1
    : Math.max(...issues.map((issue) => issue.path.length));
}

function refuse(path: string, problems: readonly { line: number | null; message: string }[]): void {
  if (problems.length === 0) return;
  const told = problems.map(({ line, message }) => `  ${path}${line === null ? '' : `:${line}`}: ${message}`);
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `The manifest cannot be taken:\n${told.join('\n')}\nIts form is in schema/register.schema.json. Nothing was written.`,
    { problems },
  );
}
