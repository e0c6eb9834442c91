import { seal } from '#platform/digest/digest.js';
import { jsonNumber } from '#platform/digest/json-number.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { artifactIdentity, storedArtifacts } from '#values/artifact.js';
import { storedCode } from '#values/code-version.js';
import { datasetUseIdentity } from '#values/columns-read.js';
import { MetricRepository } from '../metric/metric.repository.js';
import { storedPoints } from '../metric/stored-points.js';
import { sealRunEnd } from './finish-run.js';
import { refuseOtherEnd } from './refuse-other-content.js';
import type { RegisterRunInput } from './register-run.inputs.js';
import type { RunContext } from './run.context.js';
import type { RegisterRunPayload } from './run.payloads.js';
import { RunRepository } from './run.repository.js';
import type { RunPins } from './run-pins.js';
import { pinInputs, storeRun } from './start-run.js';

/**
 * Registers a run that is over, with its parameters, metrics and files, sealed, in one transaction.
 * @param options.isDryRun do everything and take it back: the answer is what would have been registered
 * @throws {PedigraphError} REFERENCE_NOT_FOUND, UNAVAILABLE, BAD_USER_INPUT, or CONFLICT where the run is known and open, or
 * another than the input.
 */
export async function registerRun(
  input: RegisterRunInput,
  context: RunContext,
  { isDryRun = false }: { readonly isDryRun?: boolean } = {},
): Promise<RegisterRunPayload> {
  const { database, caller } = context;
  const pins = await pinInputs(input, context);
  const artifacts = storedArtifacts(input.artifacts);
  const named = { ...input, externalId: input.externalId ?? (await contentOf(input, pins)) };
  return database.transact(
    caller,
    async (transaction) => {
      const { manager } = transaction;
      const { created, run } = await storeRun(named, pins, caller.actor, transaction);
      const points = storedPoints(input.metrics, await transaction.clock());
      if (created) {
        await new MetricRepository(manager).insert(run.id, points);
        await sealRunEnd(run, { status: input.status, endedAt: input.endedAt ?? null, artifacts }, transaction);
      }
      const [end] = await new RunRepository(manager).wholeEndsOf([run.id]);
      if (end === undefined) {
        throw new PedigraphError(
          'CONFLICT',
          `The run ${run.ref} has this externalId and is still open: finish it with finishRun, or register under another id. Nothing was written.`,
        );
      }
      // An id that stands for the content says that the content is the same.
      if (!created && input.externalId != null) {
        const { status } = input;
        const given = { input, pins, points, artifacts, status, endedAt: input.endedAt ?? null };
        await refuseOtherEnd(run, end, given, manager);
      }
      return { created, run, digest: end.digest };
    },
    { dryRun: isDryRun },
  );
}

/** Stands for a run that no other tool has numbered, so that a repeated request finds it. */
async function contentOf(input: RegisterRunInput, { inputPins, environmentPin }: RunPins): Promise<string> {
  const { digest } = await seal({
    kind: 'RegisteredRun',
    code: input.code == null ? null : storedCode(input.code),
    parameters: input.parameters ?? {},
    metrics: input.metrics.map(({ key, value, step }) => ({ key, value: jsonNumber(value), step: step ?? 0 })),
    inputs: inputPins.map(datasetUseIdentity),
    environment: environmentPin?.digest ?? null,
    artifacts: storedArtifacts(input.artifacts).map(artifactIdentity),
    // Of a run that ended as it should, the content is what it was before a status could be given.
    ...(input.status === 'FINISHED' ? {} : { status: input.status }),
  });
  return digest;
}
