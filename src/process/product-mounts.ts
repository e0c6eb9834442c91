import path from 'node:path';
import { mcpMount } from '#integrations/mcp/mcp-mount.js';
import type { ArtifactStore } from '#integrations/mlflow/artifacts/artifact-store.js';
import { mlflowMount } from '#integrations/mlflow/rest/mlflow-mount.js';
import type { Config } from '#platform/config/config.js';
import { PRODUCT_VERSION } from '#platform/config/product-version.js';
import { defaultDataFolder } from '#platform/embedded-postgres/default-data-folder.js';
import type { Mount } from '#platform/server/mount.js';

/** The settings of what is mounted. */
type MountsConfig = Pick<Config, 'mlflow' | 'mcp' | 'artifacts' | 'artifact' | 'dataFolder'>;

/** The APIs of other tools that the product answers beside its own. */
export function productMounts(config: MountsConfig): readonly Mount[] {
  let opening: Promise<ArtifactStore> | undefined;
  const artifacts = () => {
    opening ??= open(config);
    return opening;
  };
  return [
    mlflowMount({ ...config.mlflow, artifacts, uploadMs: config.artifact.uploadMs }),
    mcpMount({ ...config.mcp, version: PRODUCT_VERSION }),
  ];
}

async function open(config: MountsConfig): Promise<ArtifactStore> {
  const { openArtifacts } = await import('#integrations/mlflow/artifacts/open-artifacts.js');
  const { maxBytes, region, uploadMs } = config.artifact;
  return openArtifacts({ place: await artifactsPlace(config), maxBytes, region, uploadMs });
}

/** Where artifacts lie: what the settings say, else a folder beside the embedded database. */
export async function artifactsPlace({
  artifacts,
  dataFolder,
}: Pick<Config, 'artifacts' | 'dataFolder'>): Promise<string> {
  return artifacts ?? path.join(dataFolder ?? (await defaultDataFolder('.pedigraph')).folder, 'artifacts');
}
