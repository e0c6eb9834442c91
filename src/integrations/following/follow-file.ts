import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { type DocumentPath, listProblems, type Problem, readDocument } from '#integrations/reading/read-document.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { NAMESPACE_PATTERN } from '#platform/refs/ref.js';
import { asInterval, isCron } from './schedule.js';

/** More than that is no list that a person wrote. */
const MAX_BYTES = 1024 * 1024;

const namespace = z.string().regex(NAMESPACE_PATTERN, 'expected a namespace, such as acme/fraud');
const when = {
  every: z
    .string()
    .refine((text) => asInterval(text) !== null, 'expected a time such as 30s, 5m, 2h or 1d, of at least 10s')
    .optional(),
  cron: z.string().refine(isCron, 'expected a cron expression, such as "*/5 * * * *"').optional(),
};

const git = z.strictObject({
  git: z.string().min(1).describe('A folder, or an https, ssh or file URL.'),
  namespace: namespace.min(1).describe('Where all names are.'),
  repositoryUrl: z.string().min(1).optional().describe('The URL it is known by, where the folder does not say so.'),
  models: z.array(z.string().min(1)).default([]).describe('Globs over paths that are models.'),
  ...when,
});

const mlflow = z.strictObject({
  mlflow: z.string().min(1).describe('A tracking server, a database, or a folder mlruns.'),
  namespace: namespace.default('mlflow').describe('Put before every name.'),
  artifacts: z.enum(['verify', 'skip']).default('verify').describe('Whether files are read for their digests.'),
  ...when,
});

const huggingface = z.strictObject({
  huggingface: z.string().min(1).describe('A folder, or an https, ssh or file URL.'),
  namespace: namespace.default('huggingface').describe('Put before every name.'),
  kind: z.enum(['model', 'dataset']).optional().describe('What it is of, where neither its URL nor its card says so.'),
  name: z.string().min(1).optional().describe('Its name on the Hub, where its URL does not say so.'),
  ...when,
});

const check = z.strictObject({
  versions: z.array(z.string().min(1)).min(1).describe('Refs of model versions: fraud/detector@production.'),
  allowPrivate: z.boolean().default(false).describe('Whether servers of private networks are asked, too.'),
  ...when,
});

const schema = z
  .strictObject({
    ...when,
    sources: z
      .array(z.union([git, mlflow, huggingface]))
      .min(1)
      .default([]),
    checks: z.array(check).min(1).default([]),
  })
  .superRefine(({ every, cron, sources, checks }, context) => {
    if (sources.length + checks.length === 0)
      context.addIssue({ code: 'custom', path: [], message: 'expected `sources` or `checks`, but there is none' });
    const known = new Set<string>();
    for (const [at, source] of sources.entries()) {
      const place = ['sources', at];
      const key = `${source.namespace} ${placeOf(source)}`;
      if (known.has(key)) context.addIssue({ code: 'custom', path: place, message: 'is there twice' });
      known.add(key);
    }
    for (const [place, source] of [
      ...sources.map((one, at) => [['sources', at], one] as const),
      ...checks.map((one, at) => [['checks', at], one] as const),
    ]) {
      if (source.every !== undefined && source.cron !== undefined)
        context.addIssue({ code: 'custom', path: [...place], message: 'expected `every` or `cron`, and not both' });
      if ((source.every ?? source.cron ?? every ?? cron) === undefined)
        context.addIssue({ code: 'custom', path: [...place], message: 'expected `every` or `cron`, here or for all' });
    }
    if (every !== undefined && cron !== undefined)
      context.addIssue({ code: 'custom', path: [], message: 'expected `every` or `cron` for all, and not both' });
  });

type Source = z.infer<typeof git> | z.infer<typeof mlflow> | z.infer<typeof huggingface>;

/** Where a source is. */
export function placeOf(source: Source): string {
  if ('git' in source) return source.git;
  return 'mlflow' in source ? source.mlflow : source.huggingface;
}

/** A source as the file has it, with its schedule. */
export type SourceToFollow = Source & {
  /** As people read it: `every 5m`, or the cron expression. */
  readonly schedule: string;
};

/** A version whose places are asked on a schedule. */
export interface CheckToFollow {
  /** Its ref. */
  readonly check: string;
  readonly allowPrivate: boolean;
  readonly schedule: string;
}

/** What is done on a schedule. */
export type Followed = SourceToFollow | CheckToFollow;

/**
 * Reads the list of sources to follow and of versions to check, YAML or JSON; paths are from the folder of the file.
 * @throws {PedigraphError} BAD_USER_INPUT naming every problem with its line.
 */
export async function readFollowFile(file: string): Promise<readonly Followed[]> {
  const { value, problems, lineOf } = readDocument(await readText(file));
  refuse(file, problems);
  const checked = schema.safeParse(value);
  if (!checked.success) {
    const found = checked.error.issues.flatMap((issue) => flatten(issue));
    refuse(
      file,
      found.map(({ path: at, message }) => ({
        line: lineOf(at),
        message: `${at.join('.') || 'the file'}: ${message}`,
      })),
    );
    throw checked.error;
  }
  const { sources, checks, every, cron } = checked.data;
  const folder = path.dirname(path.resolve(file));
  const scheduleOf = (given: { readonly every?: string | undefined; readonly cron?: string | undefined }) => {
    const own = given.every !== undefined || given.cron !== undefined ? given : { every, cron };
    return own.cron ?? `every ${own.every}`;
  };
  return [
    ...sources.map((source): SourceToFollow => {
      const schedule = scheduleOf(source);
      const place = placeFrom(folder, placeOf(source));
      if ('git' in source) return { ...source, git: place, schedule };
      return 'mlflow' in source ? { ...source, mlflow: place, schedule } : { ...source, huggingface: place, schedule };
    }),
    ...checks.flatMap(({ versions, allowPrivate, ...given }) =>
      versions.map((ref) => ({ check: ref, allowPrivate, schedule: scheduleOf(given) })),
    ),
  ];
}

/** A path is from the folder of the file; a URL, and `host:path` as Git takes it, is what it is. */
function placeFrom(folder: string, place: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(place) || /^[\w.-]+@[\w.-]+:/.test(place)
    ? place
    : path.resolve(folder, place);
}

/** Of the forms of a source the problems of the one that is meant are reported. */
function flatten(issue: z.core.$ZodIssue): { path: DocumentPath; message: string }[] {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = issue.errors.toSorted((a, b) => a.length - b.length || missing(a) - missing(b))[0]!;
    return closest.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue));
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'there is no such key' }));
  return [{ path: [...issue.path], message: issue.message }];
}

/** How many keys that have to be there are not: that of the other kind of source is one. */
function missing(issues: readonly z.core.$ZodIssue[]): number {
  return issues.filter(({ code }) => code === 'invalid_type' || code === 'unrecognized_keys').length;
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size <= MAX_BYTES) return await readFile(file, 'utf8');
  } catch (error) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected ${file} to be a list of sources, but it cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
  throw new PedigraphError('BAD_USER_INPUT', `Expected ${file} to have ${MAX_BYTES} bytes at most, but it has more.`);
}

function refuse(file: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected a list of sources to follow, but:\n${listProblems(file, problems)}`,
  );
}
