import * as z from 'zod';
import type { OnProblem } from '#integrations/importing/problem.js';
import {
  type PackagePin,
  parseCondaDependency,
  parsePipRequirement,
  sameNameKey,
} from '#integrations/reading/parse-requirement.js';
import { asUnreadableFile, UnreadableFile } from '#integrations/reading/unreadable-file.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { type ArtifactFiles, filesBelow } from '../source/artifact-files.js';
import { optionalText } from '../source/yaml-content.js';
import { artifactText, artifactYaml } from './artifact-text.js';

/** What MLflow wrote down about where a model was made: an interpreter and packages, never an image or an OS. */
export interface MlflowEnvironment {
  /** The Python that made it; null where no file names its version. */
  readonly runtime: { readonly name: 'python'; readonly version: string } | null;
  /** Sorted by manager and name, one of each. */
  readonly packages: readonly PackagePin[];
}

/**
 * The folders among the files that hold a model, nearest first: those with one of MLflow's environment files in them.
 * What lies inside such a folder (MLflow keeps copies in `metadata/`) is not looked at, nor is anything once `most` of them
 * were found.
 */
export async function findModelFolders(files: ArtifactFiles, most: number): Promise<ArtifactFiles[]> {
  const found: ArtifactFiles[] = [];
  for (let level = ['']; level.length > 0; ) {
    const next: string[] = [];
    for (const folder of level) {
      if (found.length === most) return found;
      // A folder that cannot be read is reported where the artifacts are listed.
      const entries = await files
        .list(folder, () => {})
        .catch((error) => {
          asUnreadableFile(folder, error);
          return [];
        });
      if (entries.some(({ name, isFolder }) => !isFolder && FILE_NAMES.has(name)))
        found.push(filesBelow(files, folder));
      else {
        const folders = entries.filter(({ isFolder }) => isFolder).map(({ name }) => name);
        next.push(...folders.map((name) => (folder === '' ? name : `${folder}/${name}`)));
      }
    }
    level = next.sort();
  }
  return found;
}

/**
 * The environment that a model's files describe; null where they are none of the four, or say nothing.
 * Where two files name one package, the one that pins it wins, and `requirements.txt` before `conda.yaml`.
 */
export async function readEnvironment(files: ArtifactFiles, onProblem: OnProblem): Promise<MlflowEnvironment | null> {
  const read = async <Content>(name: string, reader: () => Promise<Content>): Promise<Content | undefined> => {
    try {
      return await reader();
    } catch (error) {
      const { message, obstacle } = asUnreadableFile(name, error);
      if (obstacle !== 'missing')
        onProblem({ kind: 'environmentFile', path: `${files.place}/${name}`, reason: message });
      return undefined;
    }
  };
  const requirements = await read('requirements.txt', () => readRequirements(files, onProblem));
  const conda = await read('conda.yaml', () => readConda(files));
  const python = await read(
    'python_env.yaml',
    async () => (await artifactYaml(files, 'python_env.yaml', pythonEnvSchema)).python,
  );
  const model = await read(
    'MLmodel',
    async () => (await artifactYaml(files, 'MLmodel', mlmodelSchema)).flavors.python_function?.python_version,
  );
  const version = conda?.python ?? python ?? model;
  const packages = onePerName([...(requirements ?? []), ...(conda?.packages ?? [])]);
  if (!version && packages.length === 0) return null;
  return { runtime: version ? { name: 'python', version } : null, packages };
}

const FILE_NAMES: ReadonlySet<string> = new Set(['MLmodel', 'conda.yaml', 'python_env.yaml', 'requirements.txt']);

const pythonEnvSchema = z.object({ python: optionalText });

const mlmodelSchema = z.object({
  flavors: z.object({ python_function: z.object({ python_version: optionalText }).optional() }),
});

const condaSchema = z.object({
  dependencies: z.array(z.union([z.string(), z.object({ pip: z.array(z.string()).nullish() })])).nullish(),
});

async function readRequirements(files: ArtifactFiles, onProblem: OnProblem): Promise<PackagePin[]> {
  // A backslash at the end of a line continues it, as pip's hashes do.
  const lines = (await artifactText(files, 'requirements.txt')).replace(/\\\r?\n/g, ' ').split(/\r?\n/);
  return lines.flatMap((line) => {
    const pin = parsePipRequirement(line);
    if (pin === undefined) {
      onProblem({
        kind: 'environmentFile',
        path: `${files.place}/requirements.txt`,
        reason: `asks for no package by name: ${withoutCredentials(line.trim()).slice(0, 80)}`,
      });
    }
    return pin ?? [];
  });
}

async function readConda(files: ArtifactFiles): Promise<{ python: string | undefined; packages: PackagePin[] }> {
  const { dependencies } = await artifactYaml(files, 'conda.yaml', condaSchema);
  const packages: PackagePin[] = [];
  for (const dependency of dependencies ?? []) {
    const pins =
      typeof dependency === 'string'
        ? [parseCondaDependency(dependency)]
        : // What pip cannot name here is in requirements.txt too, and reported there.
          (dependency.pip ?? []).map((line) => parsePipRequirement(line));
    packages.push(...pins.filter((pin) => pin != null));
  }
  if (packages.length === 0 && dependencies?.length)
    throw new UnreadableFile('conda.yaml', 'lists dependencies, none by name');
  const isPython = (pin: PackagePin) => pin.manager === 'conda' && pin.name === 'python';
  return { python: packages.find(isPython)?.version ?? undefined, packages: packages.filter((pin) => !isPython(pin)) };
}

function onePerName(pins: readonly PackagePin[]): PackagePin[] {
  const byName = new Map<string, PackagePin>();
  for (const pin of pins) {
    const key = sameNameKey(pin);
    const known = byName.get(key);
    if (!known || (known.version === null && pin.version !== null)) byName.set(key, pin);
  }
  return [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pin]) => pin);
}
