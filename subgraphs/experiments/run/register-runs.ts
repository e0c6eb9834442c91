import type { Transaction } from '#platform/database/database.js';
import { seal } from '#platform/digest/digest.js';
import { jsonNumber } from '#platform/digest/json-number.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { refuseDuplicates } from '#platform/validation/refuse-duplicates.js';
import { type Artifact, artifactIdentity, storedArtifacts } from '#values/artifact.js';
import { storedCode } from '#values/code-version.js';
import { datasetUseIdentity } from '#values/columns-read.js';
import { MetricRepository } from '../metric/metric.repository.js';
import { sumsOf } from '../metric/metric-summary.js';
import { storedPoints } from '../metric/stored-points.js';
import { pinRuns } from './pin-runs.js';
import { refuseOtherEnd } from './refuse-other-content.js';
import { refuseTakenIds } from './refuse-taken-ids.js';
import type { RegisterRunInput } from './register-run.inputs.js';
import type { RunContext } from './run.context.js';
import type { Run } from './run.entity.js';
import type { RegisterRunPayload } from './run.payloads.js';
import { RunRepository } from './run.repository.js';
import type { RunEnd } from './run-end.entity.js';
import type { RunPins } from './run-pins.js';
import { sealRunEnds } from './seal-run-ends.js';
import { storeRuns } from './store-runs.js';

/** A run that is over, with what it pins. */
interface GivenRun {
  /** With an `id` or an `externalId` always. */
  readonly input: RegisterRunInput;
  readonly pins: RunPins;
  readonly artifacts: readonly Artifact[];
  /** Whether a client gave one of them; else the `externalId` stands for the content. */
  readonly isNumbered: boolean;
}

/**
 * Registers runs that are over, with their parameters, metrics and files, sealed: all of them or none, in one transaction
 * of as many statements as for one.
 * @param options.isDryRun do everything and take it back: the answer is what would have been registered
 * @throws {PedigraphError} REFERENCE_NOT_FOUND, UNAVAILABLE, BAD_USER_INPUT, or CONFLICT where a run is known and open, or
 * another than the input.
 */
export async function registerRuns(
  inputs: readonly RegisterRunInput[],
  context: RunContext,
  { isDryRun = false }: { readonly isDryRun?: boolean } = {},
): Promise<RegisterRunPayload[]> {
  const { database, caller } = context;
  const [pins] = await Promise.all([pinRuns(inputs, context), refuseTakenIds(inputs, 'Run', context.ports)]);
  const given = await Promise.all(inputs.map((input, index) => numbered(input, pins[index]!)));
  refuseDuplicates(
    'runs',
    given.map(({ input }) => `${input.experiment} ${input.externalId ?? input.id}`),
  );
  return database.transact(
    caller,
    async (transaction) => {
      const stored = await storeRuns(given, caller.actor, transaction);
      const digests = await sealNew(
        given.flatMap((one, index) => (stored[index]!.created ? [{ ...one, run: stored[index]!.run }] : [])),
        transaction,
      );
      const known = given.flatMap((one, index) =>
        stored[index]!.created ? [] : [{ ...one, run: stored[index]!.run }],
      );
      for (const [id, digest] of await digestsOfKnown(known, transaction.manager)) digests.set(id, digest);
      return stored.map(({ created, run }) => ({ created, run, digest: digests.get(run.id)! }));
    },
    { dryRun: isDryRun },
  );
}

async function numbered(input: RegisterRunInput, pins: RunPins): Promise<GivenRun> {
  const isNumbered = input.externalId != null || input.id != null;
  const externalId = input.externalId ?? (isNumbered ? null : await contentOf(input, pins));
  return { input: { ...input, externalId }, pins, artifacts: storedArtifacts(input.artifacts), isNumbered };
}

type StoredRun = GivenRun & { readonly run: Run };

/** Adds the points of new runs, and ends them; returns their digests, by id. */
async function sealNew(runs: readonly StoredRun[], transaction: Transaction): Promise<Map<string, string>> {
  const logs = runs.map(({ run, input }) => ({ runId: run.id, points: storedPoints(input.metrics, run.createdAt) }));
  if (logs.some(({ points }) => points.length > 0))
    transaction.atEnd(new MetricRepository(transaction.manager).insertion(logs));
  const ended = runs.map(({ run, input: { parameters, status, endedAt = null }, artifacts }, index) => ({
    run,
    parameters: parameters ?? {},
    sums: sumsOf(logs[index]!.points),
    ending: { status, endedAt, artifacts },
  }));
  const digests = await sealRunEnds(ended, transaction);
  return new Map(runs.map(({ run }, index) => [run.id, digests[index]!]));
}

/** @throws {PedigraphError} CONFLICT where one is open, or another than the input. */
async function digestsOfKnown(
  known: readonly StoredRun[],
  manager: Transaction['manager'],
): Promise<ReadonlyMap<string, string>> {
  if (known.length === 0) return new Map();
  const rows = await new RunRepository(manager).wholeEndsOf(known.map(({ run }) => run.id));
  const ends = new Map(rows.map((row): [string, RunEnd] => [row.runId, row]));
  for (const { run, input, pins, artifacts, isNumbered } of known) {
    const end = ends.get(run.id);
    if (end === undefined)
      throw new PedigraphError(
        'CONFLICT',
        `The run ${run.ref} has this id and is still open: finish it with finishRun, or register under another id. Nothing was written.`,
      );
    // An id that stands for the content says that the content is the same.
    if (!isNumbered) continue;
    const points = storedPoints(input.metrics, run.createdAt);
    const { status, endedAt = null } = input;
    await refuseOtherEnd(run, end, { input, pins, points, artifacts, status, endedAt }, manager);
  }
  return new Map(rows.map(({ runId, digest }) => [runId, digest]));
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
