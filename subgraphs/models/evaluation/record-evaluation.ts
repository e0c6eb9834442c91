import { v7 as uuid } from 'uuid';
import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import { resolvePins } from '../../../src/platform/ports/resolve-pins.js';
import type { ModelsContext } from '../context.js';
import type { Evaluation } from './evaluation.entity.js';
import type { RecordEvaluationInput, RecordEvaluationPayload } from './evaluation.inputs.js';
import { EvaluationRepository } from './evaluation.repository.js';

/** Milliseconds by which a client's clock may be ahead. */
const CLOCK_SKEW = 24 * 60 * 60 * 1_000;

/**
 * Appends what was measured of a version; what was measured before stays.
 * @throws {PedigraphError} NOT_FOUND for the version, REFERENCE_NOT_FOUND for the dataset, BAD_USER_INPUT for a moment
 * that is yet to come.
 */
export async function recordEvaluation(
  input: RecordEvaluationInput,
  { database, caller, ports, loaders }: ModelsContext,
): Promise<RecordEvaluationPayload> {
  const [modelVersion, [dataset]] = await Promise.all([
    loaders.versionByRef.load(input.modelVersion),
    resolvePins<{ digest: string }>(ports, {
      subgraph: 'datasets',
      type: 'DatasetVersion',
      key: 'ref',
      keys: input.dataset == null ? [] : [input.dataset],
    }),
  ]);
  if (modelVersion === null) {
    throw new PedigraphError(
      'NOT_FOUND',
      `Expected ${JSON.stringify(input.modelVersion)} to be a registered model version, but there is none. Nothing was written.`,
    );
  }
  const evaluation = await database.transact(caller, async ({ manager, record, clock }) => {
    const at = await clock();
    refuseFuture(input.evaluatedAt ?? at, at);
    const row: Evaluation = {
      id: uuid(),
      modelVersionId: modelVersion.id,
      datasetPin: dataset === undefined ? null : { id: dataset.id, ref: dataset.ref, digest: dataset.digest },
      slice: input.slice ?? null,
      metrics: input.metrics.map(({ key, value }) => ({ key, value: Number.isFinite(value) ? value : String(value) })),
      evaluatedAt: input.evaluatedAt ?? at,
      at,
      by: caller.actor,
      note: input.note ?? null,
    };
    await new EvaluationRepository(manager).insert(row);
    record({
      type: 'EvaluationRecorded',
      subject: modelVersion.ref,
      payload: {
        id: row.id,
        modelVersionId: modelVersion.id,
        dataset: row.datasetPin,
        slice: row.slice,
        metrics: row.metrics,
        evaluatedAt: row.evaluatedAt,
        note: row.note,
      },
    });
    return row;
  });
  return { evaluation, modelVersion };
}

function refuseFuture(moment: Date, now: Date): void {
  if (moment.getTime() <= now.getTime() + CLOCK_SKEW) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected evaluatedAt to be a moment that has been, but ${moment.toISOString()} is yet to come: send when it was measured. Nothing was written.`,
  );
}
