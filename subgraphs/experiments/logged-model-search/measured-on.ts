import type { Rights } from '#platform/auth/rights.js';
import { seenAmong } from '#platform/database/rows/seen-condition.js';
import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import type { LoggedModelDataset } from './logged-model-filter.inputs.js';

/**
 * The SQL condition that a point `p` of a logged model was measured on one of these datasets; on any, or on none, where
 * the list is empty.
 * @param rights whose holder finds nothing by a dataset that they may not see
 */
export function measuredOn(datasets: readonly LoggedModelDataset[], parameters: SqlParameters, rights: Rights): string {
  if (datasets.length === 0) return 'true';
  const named = datasets.map(({ name, digest }) => {
    const isCalled = `p.dataset_name = ${parameters.add(name)}::text`;
    return digest == null ? isCalled : `(${isCalled} AND p.dataset_digest = ${parameters.add(digest)}::text)`;
  });
  const seen = seenAmong(rights, `(p.dataset_pin ->> 'ref')`, parameters);
  const visible = seen === null ? '' : ` AND (p.dataset_pin IS NULL OR ${seen})`;
  return `(${named.join(' OR ')})${visible}`;
}
