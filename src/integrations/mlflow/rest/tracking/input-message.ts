import { CONTEXT_TAG } from '#integrations/mlflow/datasets/dataset-of.js';
import { pairsOf } from './ids.js';

/** What is read of the data that a run read. */
export const INPUT_FIELDS = `role context tags datasetVersion { ref digest externalDigest { algorithm value }
  external { name sourceType source schema profile } dataset { name } }`;

/** An input of a run as the API gives it. */
export interface RunInput {
  readonly role: string;
  readonly context: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** Null where the caller does not see it. */
  readonly datasetVersion: ReadDataset | null;
}

interface ReadDataset {
  readonly ref: string;
  readonly digest: string;
  readonly externalDigest: { readonly algorithm: string; readonly value: string } | null;
  readonly external: {
    readonly name: string;
    readonly sourceType: string | null;
    readonly source: string | null;
    readonly schema: string | null;
    readonly profile: string | null;
  } | null;
  readonly dataset: { readonly name: string };
}

/** The data that a run read as MLflow lists it: of one name and digest once, as it was logged first. */
export function datasetInputs(inputs: readonly RunInput[]): readonly object[] {
  const listed = new Map<string, object>();
  for (const input of inputs) {
    if (input.datasetVersion === null) continue;
    const dataset = datasetMessage(input.datasetVersion);
    const key = JSON.stringify([dataset.name, dataset.digest]);
    if (!listed.has(key)) listed.set(key, { tags: pairsOf(tagsOf(input, input.datasetVersion)), dataset });
  }
  return [...listed.values()];
}

/** What MLflow gave comes back as it was; a dataset version of another origin has its name, its digest and its ref here. */
function datasetMessage({ ref, digest, externalDigest, external, dataset }: ReadDataset) {
  return {
    name: external?.name ?? dataset.name,
    digest: externalDigest?.value ?? digest,
    source_type: external === null ? 'pedigraph' : (external.sourceType ?? undefined),
    source: external === null ? JSON.stringify({ uri: ref }) : (external.source ?? undefined),
    schema: external?.schema ?? undefined,
    profile: external?.profile ?? undefined,
  };
}

/** The tags of the use; of what MLflow did not log the context, too, for which it has a tag. */
function tagsOf({ role, context, tags }: RunInput, { externalDigest }: ReadDataset): RunInput['tags'] {
  if (externalDigest?.algorithm === 'mlflow') return tags;
  return { [CONTEXT_TAG]: context ?? role.toLowerCase(), ...tags };
}
