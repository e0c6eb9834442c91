import path from 'node:path';
import * as z from 'zod';
import {
  type PackagePin,
  parseCondaDependency,
  parsePipRequirement,
  sameNameKey,
} from '../reading/parse-requirement.js';
import { asUnreadableFile, UnreadableFile } from '../reading/unreadable-file.js';
import type { OnProblem } from './problem.js';
import { readText } from './read-text.js';
import { optionalText, readYaml } from './read-yaml.js';
import type { StoreSource } from './store-source.js';

/** What MLflow wrote down about where a model was made: an interpreter and packages, never an image or an OS. */
export interface MlflowEnvironment {
  /** The Python that made it; null where no file names its version. */
  readonly runtime: { readonly name: 'python'; readonly version: string } | null;
  /** Sorted by manager and name, one of each. */
  readonly packages: readonly PackagePin[];
}

/**
 * The folders under `artifacts` that hold a model, nearest first: those with one of MLflow's environment files in them.
 * What lies inside such a folder (MLflow keeps copies in `metadata/`) is not looked at.
 */
export async function findModelFolders(artifacts: string, { tree }: Pick<StoreSource, 'tree'>): Promise<string[]> {
  const found: string[] = [];
  for (let level = [artifacts]; level.length > 0; ) {
    const next: string[] = [];
    for (const folder of level) {
      // A folder that cannot be read is reported where the artifacts are listed.
      const entries = await tree.list(folder, () => {}).catch(() => []);
      if (entries.some(({ name, isFolder }) => !isFolder && FILE_NAMES.has(name))) found.push(folder);
      else next.push(...entries.filter(({ isFolder }) => isFolder).map((entry) => entry.path));
    }
    level = next.sort();
  }
  return found;
}

/**
 * The environment a model folder describes; null where it holds none of the four files, or nothing in them.
 * Where two files name one package, the one that pins it wins, and `requirements.txt` before `conda.yaml`.
 */
export async function readEnvironment(folder: string, source: StoreSource): Promise<MlflowEnvironment | null> {
  const read = async <Content>(
    name: string,
    reader: (file: string) => Promise<Content>,
  ): Promise<Content | undefined> => {
    const file = path.join(folder, name);
    try {
      return await reader(file);
    } catch (error) {
      const { message, obstacle } = asUnreadableFile(file, error);
      if (obstacle !== 'missing') source.onProblem({ kind: 'environmentFile', path: file, reason: message });
      return undefined;
    }
  };
  const requirements = await read('requirements.txt', (file) => readRequirements(file, source));
  const conda = await read('conda.yaml', (file) => readConda(file, source));
  const python = await read('python_env.yaml', async (file) => (await readYaml(source, file, pythonEnvSchema)).python);
  const model = await read(
    'MLmodel',
    async (file) => (await readYaml(source, file, mlmodelSchema)).flavors.python_function?.python_version,
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

async function readRequirements(file: string, source: StoreSource): Promise<PackagePin[]> {
  // A backslash at the end of a line continues it, as pip's hashes do.
  const lines = (await readText(source, file)).replace(/\\\r?\n/g, ' ').split(/\r?\n/);
  return parseRequirements(file, lines, source.onProblem);
}

function parseRequirements(file: string, lines: readonly string[], onProblem: OnProblem): PackagePin[] {
  return lines.flatMap((line) => {
    const pin = parsePipRequirement(line);
    if (pin === undefined) {
      onProblem({
        kind: 'environmentFile',
        path: file,
        reason: `asks for no package by name: ${line.trim().slice(0, 80)}`,
      });
    }
    return pin ?? [];
  });
}

async function readConda(
  file: string,
  source: StoreSource,
): Promise<{ python: string | undefined; packages: PackagePin[] }> {
  const { dependencies } = await readYaml(source, file, condaSchema);
  const packages: PackagePin[] = [];
  for (const dependency of dependencies ?? []) {
    const pins =
      typeof dependency === 'string'
        ? [parseCondaDependency(dependency)]
        : // What pip cannot name here is in requirements.txt too, and reported there.
          (dependency.pip ?? []).map((line) => parsePipRequirement(line));
    packages.push(...pins.filter((pin) => pin != null));
  }
  if (packages.length === 0 && dependencies?.length) throw new UnreadableFile(file, 'lists dependencies, none by name');
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
