import type { Provenance } from '../provenance/read-provenance.js';
import type { ForeignTree } from '../reading/foreign-tree.js';
import { codeInput } from './code-input.js';
import { collectFiles, type FilePlace } from './collect-files.js';
import type { Manifest, ManifestDataset, ManifestEnvironment, ManifestRun } from './manifest.js';
import { readLock } from './read-lock.js';
import { readMetrics, readValues } from './read-values.js';

/** What `registerModelVersion` takes. */
export type RegistrationInput = Readonly<Record<string, unknown>>;

/**
 * Makes the one request of a manifest: files are found and digested, lock files read, and what is told inline becomes
 * parts that are registered with the version.
 * @param tree where the paths of the manifest begin
 * @param onNote receives, in words, what a person has to know of how it was made
 */
export async function registrationInput(
  manifest: Manifest,
  provenance: Provenance,
  tree: ForeignTree,
  onNote: (note: string) => void,
): Promise<RegistrationInput> {
  const { model, version, architecture, description, command, store, datasets, environment, run, parents } = manifest;
  const place = { tree, store, onNote };
  const told = datasets.filter((use) => 'dataset' in use);
  const parts = {
    datasets: await Promise.all([...(manifest.sources ?? []), ...told].map((one) => datasetInput(one, place))),
    ...(typeof environment === 'object' && { environment: await environmentInput(environment, tree) }),
    ...(typeof run === 'object' && { run: await runInput(run, tree) }),
  };
  const artifacts = await collectFiles(manifest.artifacts, place);
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

async function datasetInput(told: ManifestDataset & { role?: unknown; columns?: unknown }, place: FilePlace) {
  const { role: _, columns: __, ...content } = told;
  return {
    ...content,
    files: await collectFiles(told.files, place),
    statistics: await readValues(place.tree, told.statistics),
  };
}

async function environmentInput({ lock, packages = [], ...told }: ManifestEnvironment, tree: ForeignTree) {
  if (lock === undefined) return { ...told, packages };
  const read = await readLock(tree, lock);
  return { ...told, lock: read.lock, packages: [...read.packages, ...packages] };
}

async function runInput(told: ManifestRun, tree: ForeignTree) {
  return {
    ...told,
    parameters: await readValues(tree, told.parameters),
    metrics: await readMetrics(tree, told.metrics),
  };
}
