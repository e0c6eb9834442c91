import { refuseMissing } from '../../../src/platform/errors/refuse-missing.js';
import { resolvePins } from '../../../src/platform/ports/resolve-pins.js';
import type { ModelsContext } from '../context.js';
import type { RegisterModelVersionInput } from './model-version.inputs.js';
import type { DatasetPin, EnvironmentPin, ParentPin, RunPin } from './pins.js';

/** Everything a version pins, verified with its owners, and what the verdict on reproducibility asks of it. */
export interface PinnedParts {
  readonly datasets: readonly (DatasetPin & { readonly files: readonly { readonly digest: string | null }[] })[];
  readonly environment: (EnvironmentPin & { readonly packages: readonly { readonly version: string | null }[] }) | null;
  readonly run: RunPin | null;
  readonly parents: readonly ParentPin[];
}

/**
 * Verifies every pin with the subgraph that owns it, all at once.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND where one does not exist, UNAVAILABLE where an owner does not answer.
 */
export async function pinParts(
  input: RegisterModelVersionInput,
  { ports, loaders }: ModelsContext,
): Promise<PinnedParts> {
  const [datasets, [environment = null], [run = null], found] = await Promise.all([
    resolvePins<{ digest: string; files: { digest: string | null }[] }>(ports, {
      subgraph: 'datasets',
      type: 'DatasetVersion',
      key: 'ref',
      keys: input.datasets.map((use) => use.ref),
      selection: 'files { digest }',
    }),
    resolvePins<{ digest: string; image: string | null; packages: { version: string | null }[] }>(ports, {
      subgraph: 'environments',
      type: 'EnvironmentVersion',
      key: 'ref',
      keys: input.environment == null ? [] : [input.environment],
      selection: 'image packages { version }',
    }),
    resolvePins(ports, { subgraph: 'experiments', type: 'Run', key: 'id', keys: input.run == null ? [] : [input.run] }),
    Promise.all(input.parents.map((ref) => loaders.versionByRef.load(ref))),
  ]);
  return {
    datasets: datasets.map((pin, index) => ({
      role: input.datasets[index]!.role,
      id: pin.id,
      ref: pin.ref,
      digest: pin.digest,
      files: pin.files,
    })),
    environment: environment && {
      id: environment.id,
      ref: environment.ref,
      digest: environment.digest,
      image: environment.image,
      packages: environment.packages,
    },
    run: run && { id: run.id, ref: run.ref, digest: run.digest },
    parents: refuseMissing('ModelVersion', input.parents, found).map(({ id, ref, digest }) => ({ id, ref, digest })),
  };
}
