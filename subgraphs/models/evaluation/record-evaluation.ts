import { v7 as uuid } from 'uuid';
import { jsonNumber } from '../../../src/platform/digest/json-number.js';
import { resolvePins } from '../../../src/platform/ports/resolve-pins.js';
import type { ModelsContext } from '../context.js';
import { requireVersion } from '../model-version/require-version.js';
import type { Evaluation } from './evaluation.entity.js';
import type { RecordEvaluationInput, RecordEvaluationPayload } from './evaluation.inputs.js';
import { EvaluationRepository } from './evaluation.repository.js';

/**
 * Appends what was measured of a version; what was measured before stays.
 * @throws {PedigraphError} NOT_FOUND for the version, REFERENCE_NOT_FOUND for the dataset.
 */
export async function recordEvaluation(
  input: RecordEvaluationInput,
  { database, caller, ports, loaders }: ModelsContext,
): Promise<RecordEvaluationPayload> {
  const [modelVersion, [dataset]] = await Promise.all([
    requireVersion(input.modelVersion, loaders),
    resolvePins<{ digest: string }>(ports, {
      subgraph: 'datasets',
      type: 'DatasetVersion',
      key: 'ref',
      keys: input.dataset == null ? [] : [input.dataset],
    }),
  ]);
  const evaluation = await database.transact(caller, async ({ manager, record, clock }) => {
    const at = await clock();
    const row: Evaluation = {
      id: uuid(),
      modelVersionId: modelVersion.id,
      datasetPin: dataset === undefined ? null : { id: dataset.id, ref: dataset.ref, digest: dataset.digest },
      slice: input.slice ?? null,
      metrics: input.metrics.map(({ key, value }) => ({ key, value: jsonNumber(value) })),
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
