import type { Provenance } from '../provenance/read-provenance.js';
import type { ForeignTree } from '../reading/foreign-tree.js';
import { codeInput } from './code-input.js';
import { collectFiles, type FileSource } from './collect-files.js';
import type { Manifest, ManifestDataset, ManifestEnvironment, ManifestRun } from './manifest.js';
import { readLock } from './read-lock.js';
import { readMetrics, readValues } from './read-values.js';

/** What `registerModelVersion` takes. */
export type RegistrationInput = Readonly<Record<string, unknown>>;

/**
 * Makes the one request of a manifest: files are found and digested, lock files read, and what is given inline becomes
 * parts that are registered with the version.
 * @param places where the files of the manifest are, and what receives, in words, what a person has to know of how it was
 * made
 */
export async function registrationInput(
  manifest: Manifest,
  provenance: Provenance,
  places: Omit<FileSource, 'store'>,
): Promise<RegistrationInput> {
  const { model, version, architecture, description, command, store, datasets, environment, run, parents } = manifest;
  const { tree, onNote } = places;
  const source = { ...places, store };
  const given = datasets.filter((use) => 'dataset' in use);
  const parts = {
    datasets: await Promise.all([...(manifest.sources ?? []), ...given].map((one) => datasetInput(one, source))),
    ...(typeof environment === 'object' && { environment: await environmentInput(environment, tree) }),
    ...(typeof run === 'object' && { run: await runInput(run, tree) }),
  };
  const artifacts = await collectFiles(manifest.artifacts, source);
  const registered = [...artifacts, ...parts.datasets.flatMap(({ files }) => files)];
  return {
    model,
    version,
    architecture,
    description,
    tags: { ...manifest.tags, ...(command && { command }) },
    config: await readValues(tree, manifest.config),
    ...codeInput(provenance, manifest.code, registered, onNote),
    artifacts,
    datasets: datasets.map((use) => ({
      role: use.role,
      ref: 'ref' in use ? use.ref : use.dataset,
      columns: use.columns,
    })),
    environment: typeof environment === 'string' ? environment : undefined,
    run: typeof run === 'string' ? run : undefined,
    parents,
    build: provenance.build,
    parts: parts.datasets.length > 0 || parts.environment || parts.run ? parts : undefined,
  };
}

async function datasetInput(given: ManifestDataset & { role?: unknown; columns?: unknown }, source: FileSource) {
  const { role: _, columns: __, ...content } = given;
  return {
    ...content,
    files: await collectFiles(given.files, source),
    statistics: await readValues(source.tree, given.statistics),
  };
}

async function environmentInput({ lock, packages = [], ...given }: ManifestEnvironment, tree: ForeignTree) {
  if (lock === undefined) return { ...given, packages };
  const read = await readLock(tree, lock);
  return { ...given, lock: read.lock, packages: [...read.packages, ...packages] };
}

async function runInput(given: ManifestRun, tree: ForeignTree) {
  return {
    ...given,
    parameters: await readValues(tree, given.parameters),
    metrics: await readMetrics(tree, given.metrics),
  };
}
