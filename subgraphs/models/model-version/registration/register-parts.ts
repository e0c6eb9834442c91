import { jsonNumber } from '#platform/digest/json-number.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Pin } from '#platform/ports/resolve-pins.js';
import type { DatasetWithColumns } from '#values/columns-read.js';
import type { ModelVersionContext } from '../model-version.context.js';
import type { NewRunInput } from './new-parts.inputs.js';
import { type MadeDataset, type MadeEnvironment, previewingOwners, registeringOwners } from './part-owners.js';
import type { RegisterModelVersionInput } from './register-model-version.inputs.js';

/** The parts that came with a version, as their owners registered them. */
export interface RegisteredParts {
  /** By the bare name of the dataset. */
  readonly datasets: ReadonlyMap<string, NewDataset>;
  readonly environment: MadeEnvironment | null;
  readonly run: Pin | null;
}

/** A dataset version with what the verdict on reproducibility asks of it. */
export type NewDataset = MadeDataset & DatasetWithColumns;

/**
 * Registers the parts that came with a version with the subgraphs that own them: data and environment, then the run
 * that rests on them. What is there already is found by its digest.
 * @param dryRun store nothing, and answer what would have been registered; a run is then checked without the parts
 * that are not there yet
 * @throws {PedigraphError} what the owners refuse, or BAD_USER_INPUT where a part is given twice.
 */
export async function registerParts(
  input: RegisterModelVersionInput,
  dryRun: boolean,
  { ports }: ModelVersionContext,
): Promise<RegisteredParts> {
  const { parts } = input;
  if (parts == null) return { datasets: new Map(), environment: null, run: null };
  refuseBoth('environment', input.environment, parts.environment);
  refuseBoth('run', input.run, parts.run);

  const owners = dryRun ? previewingOwners(ports) : registeringOwners(ports);
  const [datasets, environment] = await Promise.all([
    parts.datasets.length === 0 ? [] : owners.datasets(parts.datasets),
    parts.environment == null ? null : owners.environment(parts.environment),
  ]);
  const named = parts.datasets.map(({ dataset, schema }, index) => [dataset, { ...datasets[index]!, schema }] as const);
  const made = { datasets: new Map(named), environment };
  if (parts.run == null) return { ...made, run: null };
  return { ...made, run: await owners.run(runInput(parts.run, input, made, dryRun)) };
}

function runInput(
  run: NewRunInput,
  version: RegisterModelVersionInput,
  made: Pick<RegisteredParts, 'datasets' | 'environment'>,
  dryRun: boolean,
) {
  const registered = version.datasets.filter((use) => !(dryRun && made.datasets.has(use.ref)));
  return {
    ...run,
    metrics: run.metrics.map((point) => ({ ...point, value: jsonNumber(point.value) })),
    code: version.code,
    inputs: registered.map(({ role, ref, columns }) => ({ role, ref: made.datasets.get(ref)?.ref ?? ref, columns })),
    environment: dryRun && made.environment !== null ? null : (made.environment?.ref ?? version.environment),
  };
}

function refuseBoth(part: string, pinned: unknown, inline: unknown): void {
  if (pinned == null || inline == null) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected either ${part} or parts.${part}, but got both: name a registered one, or describe a new one. Nothing was written.`,
  );
}
