import { attempt } from '#integrations/importing/attempt.js';
import type { MlflowModel } from '../source/mlflow-entities.js';
import { findVersions } from './find-versions.js';
import { followVersion } from './follow-version.js';
import type { ImportContext } from './import-context.js';
import { registerVersion } from './register-version.js';
import type { VersionNumbers, VersionsToImport } from './registry-destination.js';

/** Takes over a model's versions, ascending: those that are here are found by MLflow's number and brought up to date. */
export async function importVersions(
  model: MlflowModel,
  to: VersionsToImport,
  context: ImportContext,
): Promise<VersionNumbers> {
  const { tally, deletions } = context;
  const known = to.here.created ? new Map() : await findVersions(to.here.name, context);
  const numbers = new Map<string, string>();
  for (const version of model.versions) {
    const thing = { kind: 'modelVersion', path: version.place } as const;
    const here = known.get(String(version.number));
    await attempt(context, thing, async () => {
      if (version.deleted) {
        if (here !== undefined) {
          const ref = `${to.here.name}@${here.version}`;
          tally.remark(version.place, `was deleted in MLflow, and stays as ${ref}`);
          deletions.versionDeleted({ ref, status: here.status, place: version.place });
        }
        tally.skip({ ...thing, reason: 'was deleted in MLflow' });
      } else if (here !== undefined) {
        numbers.set(String(version.number), here.version);
        await followVersion(version, here, to, context);
        tally.count('modelVersions', 'alreadyThere');
      } else {
        const done = await registerVersion(version, to, context);
        numbers.set(String(version.number), done.version);
        tally.count('modelVersions', done.created ? 'imported' : 'alreadyThere');
      }
    });
    to.onVersion();
  }
  return numbers;
}
