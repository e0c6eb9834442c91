import { sees } from '#platform/auth/rights.js';
import { jsonNumber } from '#platform/digest/json-number.js';
import { parseRef } from '#platform/refs/ref.js';
import type { MetricLogContext } from '../metric-log/metric-log.context.js';
import type { Run } from '../run/run.entity.js';
import type { RunInputContext } from '../run-input/run-input.context.js';
import { currentTags } from '../tag-change/current-tags.js';
import { environmentsOf } from './environment-facts.js';
import type { RunPart } from './run-comparison.type.js';

/** What a comparison of runs reads them by. */
export type RunComparisonContext = MetricLogContext & RunInputContext;

/** What each run has of one part, by key; nothing is null or undefined, or not there. */
type PartOfRuns = readonly ReadonlyMap<string, unknown>[];

/**
 * All that runs have, by part, in the order in which it is answered. Each part is read for all runs at once.
 * @throws {PedigraphError} UNAVAILABLE where the environments subgraph does not answer.
 */
export async function partsOfRuns(
  runs: readonly Run[],
  context: RunComparisonContext,
): Promise<Readonly<Record<RunPart, PartOfRuns>>> {
  const each = (read: (run: Run) => Promise<ReadonlyMap<string, unknown>>) => Promise.all(runs.map(read));
  const { loaders } = context;
  const [DATA, ENVIRONMENT, PARAMETER, METRIC, TAG] = await Promise.all([
    each((run) => dataOf(run, context)),
    environmentsOf(runs, context),
    each(async ({ id }) => {
      const [sealed, after] = await Promise.all([
        loaders.parametersByRun.load(id),
        loaders.parametersAfterEndByRun.load(id),
      ]);
      return new Map([...Object.entries(sealed), ...Object.entries(after)]);
    }),
    each(async ({ id }) => {
      const metrics = await loaders.allMetricsByRun.load(id);
      return new Map(metrics.map(({ key, value }) => [key, jsonNumber(value)]));
    }),
    each(
      async ({ id, tags }) => new Map(Object.entries(currentTags(tags, await loaders.tagChangesAsOf(null).load(id)))),
    ),
  ]);
  const CODE = runs.map(({ code }) => new Map(Object.entries(code ?? {})));
  return { CODE, DATA, ENVIRONMENT, PARAMETER, METRIC, TAG };
}

/** The versions that a run read, by dataset and role; of what is hidden nothing is known. */
async function dataOf(run: Run, { caller, loaders }: RunComparisonContext): Promise<ReadonlyMap<string, unknown>> {
  const added = await loaders.addedInputsByRun.load(run.id);
  const versions = new Map<string, Set<string>>();
  for (const { role, ref } of [...run.inputPins, ...added.map(({ pin }) => pin)]) {
    if (!sees(caller.rights, ref)) continue;
    const { name } = parseRef(ref);
    const use = role === 'TRAINING' ? name : `${name}[${role}]`;
    versions.set(use, (versions.get(use) ?? new Set()).add(ref.slice(name.length + 1)));
  }
  return new Map([...versions].map(([use, read]) => [use, read.size > 1 ? [...read].sort() : [...read][0]]));
}
