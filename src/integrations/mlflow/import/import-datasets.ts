import { createHash } from 'node:crypto';
import { remembering } from '#integrations/importing/remembering.js';
import { isRefusal, write } from '#integrations/importing/write.js';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { datasetInputOf, type MlflowDataset } from '../datasets/dataset-of.js';
import { recordDatasetSource } from './dataset-source.js';
import type { ImportContext } from './import-context.js';

/**
 * Registers a dataset in a namespace and returns the ref of its version; null where the server refuses it, which is
 * reported at `place`.
 */
export type RegisterDataset = (dataset: MlflowDataset, namespace: string, place: string) => Promise<string | null>;

const REGISTER = `mutation ($input: RegisterDatasetVersionInput!) {
  registerDatasetVersion(input: $input) { created datasetVersion { ref } }
}`;

interface Registered {
  readonly registerDatasetVersion: { readonly created: boolean; readonly datasetVersion: { readonly ref: string } };
}

/** Many runs read few datasets, so the refs of the last ones are remembered. */
export function datasetRegistrar(context: ImportContext): RegisterDataset {
  const remembered = remembering<string | null>();
  return (dataset, namespace, place) => {
    const { name, digest, sourceType, source, schema, profile } = dataset;
    const texts = canonicalJson({ namespace, name, digest, sourceType, source, schema, profile });
    const key = createHash('sha256').update(texts).digest('base64');
    return remembered(key, () => register(dataset, namespace, place, context));
  };
}

async function register(
  dataset: MlflowDataset,
  namespace: string,
  place: string,
  context: ImportContext,
): Promise<string | null> {
  const { tally } = context;
  try {
    const input = datasetInputOf(dataset, namespace);
    const { registerDatasetVersion: done } = await write<Registered>(context, REGISTER, { input });
    tally.count('datasets', done.created ? 'imported' : 'alreadyThere');
    await recordDatasetSource(dataset, done.datasetVersion.ref, context);
    return done.datasetVersion.ref;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    tally.skip({ kind: 'dataset', path: place, reason: error.message, code: error.code });
    return null;
  }
}
