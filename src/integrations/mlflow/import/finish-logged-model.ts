import { write } from '#integrations/importing/write.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { listArtifacts } from '../files/list-artifacts.js';
import type { MlflowLoggedModel } from '../source/mlflow-entities.js';
import { type ArtifactToSend, fitArtifacts } from './fit-artifacts.js';
import type { ImportContext } from './import-context.js';

const FINISH = `mutation ($input: FinishLoggedModelInput!) { finishLoggedModel(input: $input) { loggedModel { id } } }`;
/** Archives a logged model that was deleted in MLflow. */
export const ARCHIVE_LOGGED_MODEL = `mutation ($loggedModel: ID!, $reason: String) {
  archiveLoggedModel(input: { loggedModel: $loggedModel, reason: $reason }) { loggedModel { id } }
}`;

/** Seals one that is ready, with its files where they can be reached; notes that one failed. */
export async function finishLoggedModel(model: MlflowLoggedModel, id: string, context: ImportContext): Promise<void> {
  if (model.status === 'PENDING') return;
  const artifacts = model.status === 'READY' ? await artifactsOf(model, context) : [];
  await write(context, FINISH, { input: { loggedModel: id, status: model.status, artifacts } });
}

async function artifactsOf(
  { id, artifactUri, place }: MlflowLoggedModel,
  { source, tally, artifacts }: ImportContext,
): Promise<ArtifactToSend[]> {
  const files = artifacts === 'skip' ? null : await source.filesOfLoggedModel(id);
  if (files !== null) {
    const base = withoutCredentials(artifactUri ?? `models:/${id}`);
    return fitArtifacts(listArtifacts(files, tally.problem), base, files.place, tally.problem);
  }
  if (artifacts !== 'skip' && artifactUri !== null) tally.remark(place, 'none of its files can be reached');
  return [];
}
