import { inGroups } from '#integrations/importing/in-groups.js';
import { type MetricPoint, metricInput } from '#integrations/importing/metric-point.js';
import { write } from '#integrations/importing/write.js';
import type { WandbImportContext } from './import-context.js';

const LOG = `mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } }`;

/** The most points of one call. */
export const MOST_LOGGED = 1_000;

/** Sends points to an open run, a thousand a call; those that are there are passed over. */
export async function logPoints(
  run: string,
  points: AsyncIterable<MetricPoint> | Iterable<MetricPoint>,
  context: WandbImportContext,
): Promise<void> {
  for await (const group of inGroups(points, MOST_LOGGED)) {
    const variables = { run, metrics: group.map(metricInput) };
    const { logMetrics } = await write<{ logMetrics: { accepted: number } }>(context, LOG, variables);
    context.tally.metricPoints += logMetrics.accepted;
  }
}
