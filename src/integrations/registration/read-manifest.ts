import { createReadStream } from 'node:fs';
import type { z } from 'zod';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type DocumentPath, listProblems, MAX_LISTED, type Problem, readDocument } from '../reading/read-document.js';
import { type Manifest, manifestSchema } from './manifest.js';

/** The largest manifest that is read, in bytes: more than the gateway takes in one request. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Reads a manifest, YAML or JSON.
 * @throws {PedigraphError} BAD_USER_INPUT naming every problem with its line.
 */
export async function readManifest(path: string): Promise<Manifest> {
  const { value, problems, losses, lineOf } = readDocument(await readText(path));
  const sealed = losses
    .filter(({ path: at, isNamed }) => !(isNamed && isMetric(at)))
    .map((loss) => ({ ...loss, message: namely(loss) }));
  refuse(path, [...problems, ...sealed]);
  const checked = manifestSchema.safeParse(value);
  if (checked.success) return checked.data;
  refuse(
    path,
    checked.error.issues.flatMap(flatten).map((problem) => ({ line: lineOf(problem.path), message: namely(problem) })),
  );
  throw checked.error;
}

/** A metric may be no number, where it is written so. */
function isMetric([first, second]: DocumentPath): boolean {
  return first === 'run' && second === 'metrics';
}

function namely({ path, message }: { readonly path: DocumentPath; readonly message: string }): string {
  return `${path.length === 0 ? 'the manifest' : path.join('.')}: ${message}`;
}

async function readText(path: string): Promise<string> {
  try {
    const chunks: Buffer[] = [];
    // Whoever names it may name a pipe, which has no size before its end.
    for await (const chunk of createReadStream(path, { end: MAX_BYTES })) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    if (bytes.length <= MAX_BYTES) return bytes.toString('utf8');
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected ${path} to have ${MAX_BYTES} bytes at most, as a manifest has, but it has more: keep larger things in files and name them. Nothing was written.`,
    );
  } catch (error) {
    if (error instanceof PedigraphError) throw error;
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected ${path} to be a manifest, but it cannot be read (${(error as NodeJS.ErrnoException).code}). Nothing was written.`,
    );
  }
}

/** The problems of every form that a union allows would be noise: those of the form that came closest are reported. */
function flatten(issue: z.core.$ZodIssue): { path: DocumentPath; message: string }[] {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a) || a.length - b.length)[0]!;
    // Where no form is even of that type, the union's own sentence says more, if it has one.
    if (depthOf(closest) < 0 && issue.message !== 'Invalid input') {
      return [{ path: [...issue.path], message: issue.message }];
    }
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

function refuse(path: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `The manifest cannot be taken:\n${listProblems(path, problems)}\nIts form is in schema/register.schema.json. Nothing was written.`,
    { problems: problems.slice(0, MAX_LISTED).map(({ line, message }) => ({ line, message })) },
  );
}
