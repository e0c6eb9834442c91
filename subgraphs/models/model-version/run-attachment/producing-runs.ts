import { sees } from '#platform/auth/rights.js';
import type { Pin } from '#platform/ports/resolve-pins.js';
import type { ModelVersionRow } from '../model-version.entity.js';
import { type RunFacts, readRuns } from '../reproducibility/read-runs.js';
import type { RunAttachmentContext } from './run-attachment.context.js';
import type { RunAttachmentLoaders } from './run-attachment.loaders.js';

/** What the runs of versions are found by. */
export type ProducingRunsContext = Pick<RunAttachmentContext, 'caller' | 'ports'> & {
  readonly loaders: RunAttachmentLoaders;
};

/** A run that produced a version, with what it knows. */
export interface ProducingRun extends RunFacts {
  readonly ref: string;
}

/**
 * The runs that produced versions, by the version's id: those that they pin, or that were attached since. A version
 * without a run that the caller may see has none.
 */
async function producingRuns(
  versions: readonly ModelVersionRow[],
  { caller, loaders }: Pick<ProducingRunsContext, 'caller' | 'loaders'>,
): Promise<ReadonlyMap<string, Pin>> {
  const runs = await Promise.all(
    versions.map(async ({ id, runPin }) => runPin ?? (await loaders.runAttachmentByVersion.load(id))?.runPin ?? null),
  );
  return new Map(
    versions.flatMap(({ id }, index) => {
      const run = runs[index] ?? null;
      return run !== null && sees(caller.rights, run.ref) ? [[id, run] as const] : [];
    }),
  );
}

/**
 * What the runs that produced versions know, by the version's id, all asked for in one request.
 * @throws {PedigraphError} UNAVAILABLE where experiments does not answer.
 */
export async function readProducingRuns(
  versions: readonly ModelVersionRow[],
  context: ProducingRunsContext,
): Promise<ReadonlyMap<string, ProducingRun>> {
  const runs = [...(await producingRuns(versions, context))];
  const facts = await readRuns(
    runs.map(([, { id }]) => id),
    context.ports,
  );
  return new Map(runs.map(([version, { id, ref }]) => [version, { ref, ...facts.get(id)! }]));
}
