import { isRefusal, write } from '#integrations/importing/write.js';
import type { MlflowModelVersion } from '../source/mlflow-entities.js';
import type { VersionHere } from './find-versions.js';
import type { ImportContext } from './import-context.js';
import { runPinOf } from './register-version.js';
import type { VersionsToImport } from './registry-destination.js';
import { runOfVersion } from './run-of-version.js';

const ATTACH = 'mutation ($input: AttachRunInput!) { attachRun(input: $input) { modelVersion { ref } } }';

/**
 * Attaches its run to a version that was registered without: the run had not ended, or was not there yet. What is sealed
 * stays as it is.
 */
export async function attachRun(
  version: MlflowModelVersion,
  here: VersionHere,
  to: VersionsToImport,
  context: ImportContext,
): Promise<void> {
  if (version.runId === null || here.run !== null) return;
  const { tally } = context;
  const run = runPinOf(version, await runOfVersion(version.runId, to.names, context), context);
  if (run === null) return;
  try {
    await write(context, ATTACH, { input: { modelVersion: `${to.here.name}@${here.version}`, run } });
    tally.change(version.place, `its run ${version.runId} is attached, which was not sealed when it was registered`);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    tally.remark(version.place, `its run ${version.runId} is not attached: ${error.message}`);
  }
}
