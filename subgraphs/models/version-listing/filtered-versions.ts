import type { Rights } from '#platform/auth/rights.js';
import { seenCondition } from '#platform/database/rows/seen-condition.js';
import { tagConditionSql } from '#values/tag-condition-sql.js';
import { filteredModels } from '../listing/filtered-models.js';
import type { ModelFilter } from '../listing/model-filter.input.js';
import { VERSION_STATUS_SQL, versionTagSql } from '../model-version/version-sql.js';
import type { ModelVersionFilter } from './model-version-filter.input.js';

/** SQL on `$1`, `$2`, … of `values`. */
interface Statement {
  readonly from: string;
  readonly values: readonly unknown[];
}

/**
 * The versions `v` that meet a filter and that the caller may see, from `FROM` on.
 * @throws {PedigraphError} BAD_USER_INPUT for a condition without a value.
 */
export function filteredVersions(filter: ModelVersionFilter, rights: Rights): Statement {
  const { model, models, runs, externalVersions, numbered, statuses, tags } = filter;
  // Its parameters come first: it numbers them itself.
  const ofModels = model != null && models == null ? null : filteredModels(models ?? EVERY_ACTIVE, rights);
  const values: unknown[] = [...(ofModels?.values ?? [])];
  const parameter = (value: unknown, type = 'text') => `$${values.push(value)}::${type}`;
  const seen = (column: string) => {
    const condition = seenCondition(rights, column, values.length + 1);
    values.push(...(condition?.values ?? []));
    return condition?.where ?? 'true';
  };
  const conditions = [
    ...(ofModels === null ? [seen('v.name')] : [`v.model_id IN (SELECT m.id ${ofModels.from})`]),
    ...(model == null ? [] : [`v.name = ${parameter(model)}`]),
    ...(runs == null ? [] : [producedBySql(parameter(runs, 'text[]'), seen)]),
    ...(externalVersions == null ? [] : [`v.external_version = ANY (${parameter(externalVersions, 'text[]')})`]),
    ...(numbered == null ? [] : [`(v.external_version IS NOT NULL) = ${parameter(numbered, 'boolean')}`]),
    ...(statuses == null ? [] : [`${VERSION_STATUS_SQL} = ANY (${parameter(statuses, 'text[]')})`]),
    ...tags.map((condition) => tagConditionSql(condition, versionTagSql(parameter(condition.key)), parameter)),
  ];
  return { from: `FROM models.model_version v WHERE ${conditions.join(' AND ')}`, values };
}

const EVERY_ACTIVE: ModelFilter = { tags: [], archived: 'ACTIVE' };

/** That one of the runs produced it, which the caller may see. */
function producedBySql(runs: string, seen: (column: string) => string): string {
  return `v.id IN (
    SELECT p.id FROM models.model_version p WHERE p.run_pin ->> 'id' = ANY (${runs}) AND ${seen("(p.run_pin ->> 'ref')")}
    UNION ALL
    SELECT r.model_version_id FROM models.run_attachment r
    WHERE r.run_pin ->> 'id' = ANY (${runs}) AND ${seen("(r.run_pin ->> 'ref')")})`;
}
