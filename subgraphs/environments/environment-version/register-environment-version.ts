import { v7 as uuid } from 'uuid';
import { environmentVersionRegistered } from '#events/environment-version.events.js';
import { parseLarge } from '#platform/database/rows/row-shape.js';
import { readSealed } from '#platform/digest/digest.js';
import { nameVersion } from '#platform/versions/name-version.js';
import { versionOrder } from '#platform/versions/version-order.js';
import type { RegisterEnvironmentVersionInput } from '#values/register-environment-version.input.js';
import { EnvironmentRepository } from '../environment/environment.repository.js';
import { environmentBump } from './environment-bump.js';
import { sealEnvironment, sortedPackages } from './environment-manifest.js';
import type { EnvironmentVersionContext } from './environment-version.context.js';
import type { EnvironmentVersion } from './environment-version.entity.js';
import type { RegisterEnvironmentVersionPayload } from './environment-version.payloads.js';
import { EnvironmentVersionRepository } from './environment-version.repository.js';

/**
 * Registers an environment version: sealed content first, its name last, in one transaction.
 * @param options.isDryRun do everything and take it back: the answer is what would have been registered
 */
export async function registerEnvironmentVersion(
  input: RegisterEnvironmentVersionInput,
  { database, caller }: EnvironmentVersionContext,
  { isDryRun = false }: { readonly isDryRun?: boolean } = {},
): Promise<RegisterEnvironmentVersionPayload> {
  const sealed = await sealEnvironment(input);
  const content = { ...contentOf(input), digest: sealed.digest, manifest: await readSealed(sealed) };

  const { created, row, bump } = await database.transact(
    caller,
    async ({ manager, record }) => {
      const repository = new EnvironmentVersionRepository(manager);
      const candidate = { name: input.environment, digest: sealed.digest, wanted: input.version };
      const environments = new EnvironmentRepository(manager);
      const [environment, current] = await environments.lockReading(input.environment, caller.actor, () =>
        repository.currentVersions(candidate),
      );
      return nameVersion<EnvironmentVersion>({
        name: environment.name,
        sealed,
        wanted: input.version,
        current,
        bumpSince: async (older) => {
          await parseLarge(older, 'packages');
          return environmentBump(older, content);
        },
        highestOf: (prefixes) => repository.highestOf(environment.name, prefixes),
        insert: async ({ version, ref, bump }) => {
          const named = {
            id: uuid(),
            environmentId: environment.id,
            name: environment.name,
            version,
            ref,
            versionOrder: versionOrder(version),
          };
          const row: EnvironmentVersion = { ...named, ...content, createdAt: current.now, createdBy: caller.actor };
          await repository.insert(row);
          record(
            environmentVersionRegistered(ref, {
              id: row.id,
              digest: row.digest,
              manifest: row.manifest,
              bump,
              description: row.description,
              lineage: { node: { kind: 'ENVIRONMENT_VERSION', id: row.id, ref }, upstream: [] },
            }),
          );
          return row;
        },
      });
    },
    { dryRun: isDryRun },
  );
  return { created, bump, environmentVersion: row };
}

function contentOf(input: RegisterEnvironmentVersionInput) {
  return {
    image: input.image ?? null,
    runtime: input.runtime ?? null,
    os: input.os ?? null,
    packages: sortedPackages(input.packages),
    lock: input.lock ?? null,
    hardware: input.hardware ?? null,
    seed: input.seed ?? null,
    variables: [...input.variables].sort(),
    description: input.description ?? null,
  };
}
