import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { MlflowDataset } from '../datasets/dataset-of.js';
import type { ImportContext } from './import-context.js';

/** Where DVC 3 stores content: the MD5 of it is its place, as `dvc.api.get_url` gives it to `log_input`. */
const STORED_BY_DVC = /\/files\/md5\/([0-9a-f]{2})\/([0-9a-f]{30}(?:\.dir)?)(?![0-9A-Za-z.])/;

/**
 * Records where a dataset is in MLflow. MLflow's own digest has 32 bits and is of a sample, so that it makes a candidate
 * and no more; data that lie in a store of DVC have its MD5.
 */
export async function recordDatasetSource(
  { name, digest, source: place }: MlflowDataset,
  ref: string,
  { sources, source }: ImportContext,
): Promise<void> {
  const [, folder, rest] = STORED_BY_DVC.exec(place ?? '') ?? [];
  const digests = folder === undefined ? [] : [`md5:${folder}${rest}`];
  await sources.add({
    ...{ of: { datasetVersion: ref }, tool: 'mlflow', location: withoutCredentials(source.place) },
    ...{ externalId: `${name}@${digest}`, name, digests, partDigests: [...digests, `mlflow:${digest}`] },
  });
}
