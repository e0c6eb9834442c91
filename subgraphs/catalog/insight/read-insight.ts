import type { CatalogContext } from '../context.js';
import type { InsightScope, RegistryInsight } from './insight.type.js';

/** How a part of the registry does, as far as the catalog has read. */
export async function readInsight(scope: InsightScope, { insights }: CatalogContext): Promise<RegistryInsight> {
  const [versions, rollbacks, leadTime] = await Promise.all([
    insights.versions(scope),
    insights.rollbacks(scope),
    insights.leadTimes(scope),
  ]);
  return { ...versions, rollbacks, leadTime, scope };
}
