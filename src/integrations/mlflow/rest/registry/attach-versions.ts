import type { Api } from '../wire/api.js';
import { MlflowError } from '../wire/mlflow-error.js';

const OF_RUN = `query ModelVersionsOfRun($run: ID!, $after: String) {
  modelVersions(first: 100, after: $after, filter: { runs: [$run], models: { archived: ALL } }) {
    nodes { ref } pageInfo { hasNextPage endCursor } } }`;

const ATTACH = 'mutation AttachRun($input: AttachRunInput!) { attachRun(input: $input) { modelVersion { id } } }';

interface Page {
  readonly modelVersions: {
    readonly nodes: readonly { readonly ref: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** Attaches a run that has ended to the versions that were registered while it went on. */
export async function attachToVersions(run: string, api: Api): Promise<void> {
  for (let after: string | null = null; ; ) {
    const { modelVersions }: Page = await api.ask<Page>(OF_RUN, { run, after });
    for (const { ref } of modelVersions.nodes) await attachToVersion(ref, run, api);
    if (!modelVersions.pageInfo.hasNextPage) return;
    after = modelVersions.pageInfo.endCursor;
  }
}

/** The same of one version. Whoever ends a run need not be one who may register the model: then it stays as it is. */
export async function attachToVersion(modelVersion: string, run: string, api: Api): Promise<void> {
  try {
    await api.ask(ATTACH, { input: { modelVersion, run } });
  } catch (error) {
    if (!(error instanceof MlflowError) || error.code !== 'PERMISSION_DENIED') throw error;
  }
}
