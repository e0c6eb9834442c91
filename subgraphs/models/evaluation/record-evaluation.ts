import { v7 as uuid } from 'uuid';
import { evaluationRecorded } from '#events/evaluation.events.js';
import { jsonNumber } from '#platform/digest/json-number.js';
import { resolvePins } from '#platform/ports/resolve-pins.js';
import { ModelRepository } from '../model/model.repository.js';
import { requireVersion } from '../model-version/require-version.js';
import type { EvaluationContext } from './evaluation.context.js';
import type { Evaluation } from './evaluation.entity.js';
import { EvaluationRepository } from './evaluation.repository.js';
import type { RecordEvaluationInput } from './record-evaluation.inputs.js';
import type { RecordEvaluationPayload } from './record-evaluation.payload.js';

/**
 * Appends what was measured of a version; what was measured before stays. An evaluation that the same caller has recorded
 * before, the same in every part, is not recorded again, however much was recorded since: a request that is sent twice
 * may arrive late.
 * @throws {PedigraphError} NOT_FOUND for the version, REFERENCE_NOT_FOUND for the dataset.
 */
export async function recordEvaluation(
  input: RecordEvaluationInput,
  { database, caller, ports, loaders }: EvaluationContext,
): Promise<RecordEvaluationPayload> {
  const [modelVersion, [dataset]] = await Promise.all([
    requireVersion(input.modelVersion, loaders),
    resolvePins<{ digest: string }>(ports, {
      subgraph: 'datasets',
      type: 'DatasetVersion',
      key: 'ref',
      keys: input.datasetVersion == null ? [] : [input.datasetVersion],
    }),
  ]);
  const evaluation = await database.transact(caller, async ({ manager, record, clock }) => {
    await new ModelRepository(manager).lockById(modelVersion.modelId);
    const evaluations = new EvaluationRepository(manager);
    const at = await clock();
    const row: Evaluation = {
      id: uuid(),
      modelVersionId: modelVersion.id,
      datasetPin: dataset === undefined ? null : { id: dataset.id, ref: dataset.ref, digest: dataset.digest },
      slice: input.slice ?? null,
      metrics: input.metrics.map(({ key, value }) => ({ key, value: jsonNumber(value) })),
      evaluatedAt: input.evaluatedAt ?? at,
      createdAt: at,
      actor: caller.actor,
      note: input.note ?? null,
    };
    // Where no moment was given, that of the call does not tell two evaluations apart.
    const known = await evaluations.sameAs(row, input.evaluatedAt != null);
    if (known !== null) return known;
    await evaluations.insert(row);
    record(
      evaluationRecorded(modelVersion.ref, {
        id: row.id,
        modelVersionId: modelVersion.id,
        dataset: row.datasetPin,
        slice: row.slice,
        metrics: row.metrics,
        evaluatedAt: row.evaluatedAt,
        note: row.note,
      }),
    );
    return row;
  });
  return { evaluation, modelVersion };
}
