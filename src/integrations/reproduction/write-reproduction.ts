import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PedigraphError } from '../../platform/errors/pedigraph-error.js';
import type { GraphqlClient } from '../client/graphql-client.js';
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
}

/** What was written and found. */
export interface Reproduction {
  readonly plan: RebuildPlan;
  readonly findings: readonly Finding[];
}

/**
 * Writes all that it takes to rebuild a version into a folder, and checks what can be reached from here.
 * @throws {PedigraphError} NOT_FOUND for the version, CONFLICT where the folder holds something.
 */
export async function writeReproduction(options: ReproductionOptions): Promise<Reproduction> {
  const { client, ref, folder, clone, force } = options;
  const plan = planRebuild(await readSubject(client, ref));
  await mkdir(folder, { recursive: true });
  if (!force && (await readdir(folder)).length > 0) {
    throw new PedigraphError(
      'CONFLICT',
      `Expected ${folder} to be empty, but it holds something: name another folder, or add --force. Nothing was written.`,
    );
  }
  const findings = await checkReach(plan, clone);
  const { subject } = plan;
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const files: Readonly<Record<string, string>> = {
    'README.md': reproductionReadme(plan, findings),
    'rebuild.sh': rebuildScript(plan),
    DIGESTS: digestList(plan.artifacts),
    DATA_DIGESTS: digestList(plan.data),
    'packages.txt': packageList(plan, () => true),
    'requirements.txt': packageList(plan, (manager) => manager === 'pip'),
    'parameters.json': json(subject.run?.parameters ?? {}),
    'config.json': json(subject.config ?? null),
    'manifest.json': json(subject.manifest),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  await chmod(path.join(folder, 'rebuild.sh'), 0o755);
  return { plan, findings };
}

function packageList({ subject: { environment } }: RebuildPlan, wanted: (manager: string) => boolean): string {
  const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');
  return (environment?.packages ?? [])
    .filter(({ manager }) => wanted(manager))
    .map(({ name, version }) => `${oneLine(name)}${version === null ? '' : `==${oneLine(version)}`}\n`)
    .join('');
}
