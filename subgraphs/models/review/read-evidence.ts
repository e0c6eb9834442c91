import { currentOf, tagsWith } from '../annotation/current-annotations.js';
import { measuredOf, readRunMetrics } from '../evaluation/measured.js';
import type { MetricTrendPoint } from '../evaluation/metric-trend.type.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { seenVersion } from '../model-version/seen-version.js';
import type { MetricCondition } from '../policy/metric-condition.js';
import type { Evidence } from '../promotion/judge.js';
import type { ReviewContext } from './review.context.js';

/**
 * Reads what verdicts on these versions rest on, for all of them at once, as `decide` does for one; a metric on some data
 * is measured of all of them when the first of them is judged by it.
 * @throws {PedigraphError} UNAVAILABLE where experiments does not answer.
 */
export async function readEvidence(
  versions: readonly ModelVersionRow[],
  alias: string,
  context: ReviewContext,
): Promise<(version: ModelVersionRow) => Evidence> {
  const { annotations, waivers, aliases, evaluations, loaders, caller } = context;
  const ids = versions.map(({ id }) => id);
  const settings = await aliases.lastSettings([...new Set(versions.map(({ modelId }) => modelId))], alias);
  const found = await loaders.versionById.loadMany(settings.flatMap(({ modelVersionId }) => modelVersionId ?? []));
  const replacedOf = new Map(
    found.flatMap((row) => {
      if (row instanceof Error) throw row;
      return row === null ? [] : [[row.modelId, seenVersion(row, caller.rights)]];
    }),
  );
  const all = [...versions, ...replacedOf.values()];
  const [runs, changes, waived, approvals] = await Promise.all([
    readRunMetrics(all, context),
    annotations.lastChanges(ids, null),
    waivers.validOf(ids, alias, new Date()),
    loaders.approvalsAsOf(null).loadMany(ids),
  ]);
  const measured = new Map<string, Promise<readonly MetricTrendPoint[]>>();
  const measure = ({ key, on }: MetricCondition) => {
    const name = JSON.stringify([key, on.dataset, on.slice]);
    const known = measured.get(name) ?? measuredOf(all, key, on, { runs, evaluations });
    measured.set(name, known);
    return known;
  };
  const of = <Row extends { readonly modelVersionId: string }>(rows: readonly Row[], id: string) =>
    rows.filter(({ modelVersionId }) => modelVersionId === id);
  return (version) => {
    const given = approvals[ids.indexOf(version.id)]!;
    if (given instanceof Error) throw given;
    return {
      version,
      replaced: replacedOf.get(version.modelId) ?? null,
      tags: tagsWith(version.tags, currentOf(changes.filter(({ subjectId }) => subjectId === version.id))),
      approvals: given.filter((approval) => approval.given),
      waivers: of(waived, version.id),
      measure,
    };
  };
}
