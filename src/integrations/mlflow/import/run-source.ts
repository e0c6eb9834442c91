import { metricsDigest } from '#integrations/importing/content-digests.js';
import { isoOf, momentMisfit } from '#integrations/importing/fit-moment.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import { codePinOf } from './code-pin.js';
import { externalIdOf } from './find-runs.js';
import type { ImportContext } from './import-context.js';

/** MLflow makes the id of a run of a random UUID: another run with it is this one. */
const UUID = /^[0-9a-f]{32}$/;

/** Records where a run is: in MLflow, and in the repository that the store lies in. */
export async function recordRunSource(run: MlflowRun, id: string, context: ImportContext): Promise<void> {
  const { sources, source, committed, now } = context;
  const isKnown = run.startTime !== null && momentMisfit(run.startTime, now) === null;
  const globalId = UUID.test(run.id) ? externalIdOf(run.id) : undefined;
  await sources.add({
    ...{ of: { run: id }, tool: 'mlflow', location: withoutCredentials(source.place), externalId: run.id, globalId },
    ...{ name: run.name ?? run.tags.get('mlflow.runName'), ...codePinOf(run) },
    partDigests: metricsDigest((run.lastPoints ?? []).map(({ key, value }) => [key, value])),
    createdElsewhereAt: isKnown ? isoOf(run.startTime) : undefined,
  });
  const record = committed.get(run.id);
  if (record === undefined) return;
  const { location, repository, commit, path, committedAt } = record;
  await sources.add({
    ...{ of: { run: id }, tool: 'git', location, externalId: `${path}@${commit}`, globalId },
    ...{ repository, commit, path },
    createdElsewhereAt: momentMisfit(committedAt, now) === null ? isoOf(committedAt) : undefined,
  });
}
