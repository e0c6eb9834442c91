import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { printable, printableLines } from '#platform/errors/printable.js';
import type { GraphqlClient } from '../client/graphql-client.js';
import type { Environment } from '../git/git-reader.js';
import { checkReach, type Finding } from './check-reach.js';
import { planRebuild, type RebuildPlan } from './plan-rebuild.js';
import { readSubject } from './read-subject.js';
import { digestList, rebuildScript } from './rebuild-script.js';
import { reproductionReadme } from './reproduction-readme.js';

/** What to write, and where. */
export interface ReproductionOptions {
  readonly client: GraphqlClient;
  readonly ref: string;
  /** Made if missing; has to be empty unless `force`. */
  readonly folder: string;
  /** A clone in which the commit is looked for. */
  readonly clone?: string | undefined;
  readonly force: boolean;
  /** Variables that Git is started with. @default none */
  readonly env?: Environment | undefined;
  /** So many bytes of files on this machine that the server names are read. @default 8 GiB */
  readonly maxBytes?: number | undefined;
}

/** What was written and found. */
export interface Reproduction {
  readonly plan: RebuildPlan;
  readonly findings: readonly Finding[];
}

/**
 * Writes all that it takes to rebuild a version into a folder, and checks what can be reached from here.
 * @throws {PedigraphError} NOT_FOUND for the version, CONFLICT where the folder holds something, BAD_USER_INPUT
 * where it cannot be one.
 */
export async function writeReproduction(options: ReproductionOptions): Promise<Reproduction> {
  const { client, ref, folder, clone, force, env = {}, maxBytes = MAX_CHECKED_BYTES } = options;
  const plan = planRebuild(await readSubject(client, ref));
  const held = await openFolder(folder);
  if (!force && held.length > 0) {
    throw new PedigraphError(
      'CONFLICT',
      `Expected ${folder} to be empty, but it holds something: name another folder, or add --force. Nothing was written.`,
    );
  }
  const findings = await checkReach(plan, { clone, env, maxBytes });
  const { subject } = plan;
  // The escapes are those of JSON, so that what is read is the same.
  const json = (value: unknown) => printableLines(`${JSON.stringify(value, null, 2)}\n`);
  const files: Readonly<Record<string, string>> = {
    'README.md': reproductionReadme(plan, findings),
    'rebuild.sh': rebuildScript(plan),
    DIGESTS: digestList(plan.artifacts),
    DATA_DIGESTS: digestList(plan.data),
    LOCK_DIGEST: digestList(plan.lock === null ? [] : [plan.lock]),
    'packages.txt': packageList(plan),
    'requirements.txt': plan.requirements.map((line) => `${line}\n`).join(''),
    'parameters.json': json(subject.run?.parameters ?? {}),
    'config.json': json(subject.config ?? null),
    'manifest.json': json(subject.manifest),
  };
  for (const [name, text] of Object.entries(files)) {
    await replaceFile(path.join(folder, name), text, name === 'rebuild.sh' ? 0o755 : 0o644);
  }
  return { plan, findings };
}

/** How much of what lies on this machine is read, where nobody says otherwise. */
const MAX_CHECKED_BYTES = 8 * 2 ** 30;

/** Whatever was there is gone: a link that somebody left in the folder is not written through. */
async function replaceFile(file: string, text: string, mode: number): Promise<void> {
  await rm(file, { force: true });
  await writeFile(file, text, { flag: 'wx', mode });
}

/** What the folder holds; it is made if missing. */
async function openFolder(folder: string): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true });
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'a file is in its place' : `it cannot be made (${code})`;
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected ${folder} to be a folder, but ${why}: name another. Nothing was written.`,
    );
  }
}

/** For people: what no requirements file can hold is here too. */
function packageList({ subject: { environment } }: RebuildPlan): string {
  return (environment?.packages ?? [])
    .map(({ name, version }) => `${printable(version === null ? name : `${name}==${version}`)}\n`)
    .join('');
}
