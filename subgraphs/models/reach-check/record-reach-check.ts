import { v7 as uuid } from 'uuid';
import { reachChecked } from '#events/reach-check.events.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { ModelRepository } from '../model/model.repository.js';
import { requireVersion } from '../model-version/require-version.js';
import { answerOf } from './answer-of.js';
import type { ReachCheckContext } from './reach-check.context.js';
import type { ReachCheck } from './reach-check.entity.js';
import { ReachCheckRepository } from './reach-check.repository.js';
import type { RecordReachCheckInput } from './record-reach-check.inputs.js';
import type { RecordReachCheckPayload } from './record-reach-check.payload.js';

/**
 * Records what was found where a version says that its code and its files are. Each check is a fact of its moment, also
 * where it found what the one before did.
 * @throws {PedigraphError} NOT_FOUND for the version.
 */
export async function recordReachCheck(
  input: RecordReachCheckInput,
  { database, caller, loaders }: ReachCheckContext,
): Promise<RecordReachCheckPayload> {
  const modelVersion = await requireVersion(input.modelVersion, loaders);
  const places = input.places.map(({ place, path, answer, reason }) => ({
    ...{ place: withoutCredentials(place), path: path ?? null, answer, reason: withoutCredentials(reason) },
  }));
  const answer = answerOf(places);
  const reachCheck = await database.transact(caller, async ({ manager, record, clock }) => {
    await new ModelRepository(manager).lockById(modelVersion.modelId);
    const row: ReachCheck = {
      ...{ id: uuid(), modelVersionId: modelVersion.id, answer, places },
      ...{ createdAt: await clock(), actor: caller.actor },
    };
    await new ReachCheckRepository(manager).insert(row);
    record(reachChecked(modelVersion.ref, { id: row.id, modelVersionId: modelVersion.id, answer, places }));
    return row;
  });
  loaders.reachCheckAsOf(null).clear(modelVersion.id);
  return { reachCheck, modelVersion };
}
