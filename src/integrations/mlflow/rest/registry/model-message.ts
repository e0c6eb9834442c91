import { millis, pairsOf } from '../tracking/ids.js';
import type { Api } from '../wire/api.js';
import { latestVersions, type ModelWithVersions, VERSIONS_OF_MODEL } from './latest-versions.js';
import { isListed, type Version, versionMessage } from './version-message.js';

/** What is read of a model. */
export const MODEL_FIELDS = `displayName createdAt createdElsewhereAt updatedAt description tags
  aliases { name modelVersion { status externalVersion } } ${VERSIONS_OF_MODEL}`;

/** A model as the API gives it. */
export interface Model extends ModelWithVersions {
  readonly displayName: string;
  readonly createdAt: string;
  readonly createdElsewhereAt: string | null;
  readonly updatedAt: string;
  readonly description: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly aliases: readonly {
    readonly name: string;
    readonly modelVersion: Pick<Version, 'status' | 'externalVersion'>;
  }[];
}

/** A registered model as MLflow writes it. */
export async function modelMessage(model: Model, api: Api): Promise<object> {
  const latest = await latestVersions(model, api);
  return {
    name: model.displayName,
    creation_timestamp: millis(model.createdElsewhereAt ?? model.createdAt),
    last_updated_timestamp: millis(model.updatedAt),
    description: model.description ?? '',
    latest_versions: latest.map((version) => versionMessage(model.displayName, version)),
    tags: pairsOf(model.tags),
    aliases: model.aliases
      .filter(({ modelVersion }) => isListed(modelVersion))
      .map(({ name, modelVersion }) => ({ alias: name, version: modelVersion.externalVersion })),
  };
}
