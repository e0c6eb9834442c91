import type { ActionTarget } from '#platform/auth/action-rule.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { resolvePins } from '#platform/ports/resolve-pins.js';
import { requireVersion } from '../model-version/require-version.js';
import type { ContradictionContext } from './contradiction.context.js';
import type { ReportContradictionInput } from './contradiction.inputs.js';
import { ContradictedKind } from './contradiction-kind.js';

/** What is contradicted. */
export interface ContradictedSubject {
  readonly kind: ContradictedKind;
  readonly id: string;
  readonly ref: string;
}

/**
 * The version or the run that an input names, asked of its owner.
 * @throws {PedigraphError} BAD_USER_INPUT where it names none of them or more than one; NOT_FOUND or
 * REFERENCE_NOT_FOUND where there is none that the caller may see.
 */
export async function contradictedSubject(
  { modelVersion, datasetVersion, run }: ReportContradictionInput,
  { loaders, ports }: ContradictionContext,
): Promise<ContradictedSubject> {
  const given = Object.entries({ modelVersion, datasetVersion, run }).filter(([, value]) => value != null);
  if (given.length !== 1) {
    const names = given.map(([name]) => name).join(' and ');
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected one of modelVersion, datasetVersion and run, which is contradicted, but got ${names || 'none'}. Nothing was written.`,
    );
  }
  if (modelVersion != null) {
    const { id, ref } = await requireVersion(modelVersion, loaders);
    return { kind: ContradictedKind.MODEL_VERSION, id, ref };
  }
  const [found] = await resolvePins(
    ports,
    datasetVersion == null
      ? { subgraph: 'experiments', type: 'Run', key: 'id', keys: [run!] }
      : { subgraph: 'datasets', type: 'DatasetVersion', key: 'ref', keys: [datasetVersion] },
  );
  const kind = datasetVersion == null ? ContradictedKind.RUN : ContradictedKind.DATASET_VERSION;
  return { kind, id: found!.id, ref: found!.ref };
}

/** What `reportContradiction` is done to. */
export async function targetOfReport(
  input: ReportContradictionInput,
  context: ContradictionContext,
): Promise<readonly ActionTarget[]> {
  const { ref: name } = await contradictedSubject(input, context);
  return [{ name }];
}
