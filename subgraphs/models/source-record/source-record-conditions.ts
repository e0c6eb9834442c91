import type { Rights } from '#platform/auth/rights.js';
import { seenAmong } from '#platform/database/rows/seen-condition.js';
import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { repositoryKey } from './repository-key.js';
import type { SourceRecordFilter } from './source-record-filter.input.js';

/** A condition on a row of `models.source_record`, on `$1`, `$2`, … of `values`. */
export interface SourceRecordCondition {
  readonly where: string;
  readonly values: readonly unknown[];
}

/** That a record meets the filter and is of what the caller may see. */
export function sourceRecordCondition(
  { kind, tool, location, repository, digest, namespace }: SourceRecordFilter,
  rights: Rights,
): SourceRecordCondition {
  const parameters = new SqlParameters();
  const conditions: (string | null)[] = [seenAmong(rights, 'subject', parameters)];
  const equal = (column: string, value: string | null | undefined) => {
    if (value != null) conditions.push(`${column} = ${parameters.add(value)}::text`);
  };
  equal('subject_kind', kind);
  equal('tool', tool);
  equal('location', location);
  equal('repository_key', repository == null ? null : repositoryKey(repository));
  if (digest != null) {
    const digests = `ARRAY[${parameters.add(digest)}::text]`;
    conditions.push(`(digests @> ${digests} OR part_digests @> ${digests})`);
  }
  if (namespace != null && namespace !== '')
    conditions.push(`starts_with(subject, ${parameters.add(`${namespace}/`)}::text)`);
  const where = conditions.filter((condition) => condition !== null).join(' AND ') || 'true';
  return { where, values: parameters.values };
}
