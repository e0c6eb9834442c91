import { seenAmong } from '#platform/database/rows/seen-condition.js';
import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { readOrderedPage } from '#platform/paging/ordered-page.js';
import type { Page } from '#platform/paging/page.js';
import { INITIAL_STATUS } from '#values/model-version-status.js';
import { archivedSql } from '../model/model-sql.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { VERSION_STATUS_SQL } from '../model-version/version-sql.js';
import { namesWithin } from '../policy/policy-scope.js';
import type { ReviewContext } from './review.context.js';
import type { ReviewQueueArgs } from './review-queue.args.js';

/**
 * A page of the versions that wait for approval: in review, of models that are not archived and whose alias a policy
 * guards, and registered after the version that the alias points to; newest first.
 */
export async function waitingVersions(
  { alias, namespace, ...page }: ReviewQueueArgs,
  guarded: readonly string[],
  { database, caller, loaders }: ReviewContext,
): Promise<Page<ModelVersionRow>> {
  const parameters = new SqlParameters();
  const { models, beginnings } = namesWithin(guarded);
  const where = [
    `(v.name = ANY (${parameters.add(models)}::text[])
      OR EXISTS (SELECT FROM unnest(${parameters.add(beginnings)}::text[]) AS s (beginning) WHERE v.name ^@ s.beginning))`,
    `${VERSION_STATUS_SQL} = '${INITIAL_STATUS}'`,
    `NOT ${archivedSql('v.model_id')}`,
    `v.id > coalesce((
      SELECT a.model_version_id FROM models.alias_change a
      WHERE a.model_id = v.model_id AND a.alias = ${parameters.add(alias)} ORDER BY a.sequence DESC LIMIT 1), '${FIRST}')`,
  ];
  if (namespace) where.push(`v.name ^@ ${parameters.add(`${namespace}/`)}`);
  const seen = seenAmong(caller.rights, 'v.name', parameters);
  if (seen !== null) where.push(seen);
  return readOrderedPage<ModelVersionRow>(database.manager, page, {
    from: `FROM models.model_version v WHERE ${where.join(' AND ')}`,
    values: parameters.values,
    order: [{ sql: 'v.id', type: 'uuid', direction: 'DESC' }],
    load: (ids) => loaders.versionById.loadMany(ids),
  });
}

/** Before the id of every version. */
const FIRST = '00000000-0000-0000-0000-000000000000';
