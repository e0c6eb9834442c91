import { runFinished } from '#events/run.events.js';
import type { Transaction } from '#platform/database/database.js';
import { readSealed } from '#platform/digest/digest.js';
import { lastMetricInsertion } from '../metric/last-metric.repository.js';
import { type MetricSum, toSummary } from '../metric/metric-summary.js';
import type { RunEnding } from './end-again.js';
import type { Run } from './run.entity.js';
import { RunRepository } from './run.repository.js';
import type { RunEnd } from './run-end.entity.js';
import { sealRun } from './run-manifest.js';

/** A run that ends, with all that it was given and has logged. */
export interface EndingRun {
  readonly run: Run;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly sums: readonly MetricSum[];
  readonly ending: RunEnding;
}

/** Writes the ends of runs: from here on the database takes nothing more of them. Returns their digests, in the order given. */
export async function sealRunEnds(
  runs: readonly EndingRun[],
  { manager, record, clock, atEnd }: Transaction,
): Promise<string[]> {
  if (runs.length === 0) return [];
  const now = runs.some(({ ending }) => ending.endedAt === null) ? await clock() : null;
  const ends: RunEnd[] = [];
  for (const { run, parameters, sums, ending } of runs) {
    const { status, artifacts } = ending;
    const sealed = await sealRun({ run, status, parameters, metrics: sums.map(({ last }) => last), artifacts });
    const { digest } = sealed;
    const endedAt = ending.endedAt ?? now!;
    ends.push({ runId: run.id, status, endedAt, artifacts, manifest: await readSealed(sealed), digest });
    const metrics = sums.map(toSummary);
    record(runFinished(run.ref, { id: run.id, status, endedAt, digest, parameters, metrics, artifacts }));
  }
  atEnd(await new RunRepository(manager).endInsertion(ends));
  const metrics = runs.flatMap(({ run, sums }) =>
    sums.map(({ last: { key, value }, min, max }) => ({ runId: run.id, key, value, min, max })),
  );
  if (metrics.length > 0) atEnd(lastMetricInsertion(metrics));
  return ends.map(({ digest }) => digest);
}
