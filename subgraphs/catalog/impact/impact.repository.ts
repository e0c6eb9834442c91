import type { EntityManager } from 'typeorm';
import { UNUSABLE_STATUSES } from '#values/model-version-status.js';
import { COLUMN_OF, DERIVED_FROM, READ } from '../lineage/column-node.js';

/** A deployment of an affected version, and where it can go back to. */
export interface AffectedDeployment {
  readonly id: string;
  readonly target: string;
  readonly model: string;
  readonly modelVersionId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly safeRollbackId: string | null;
}

/** A model among the affected, and who answers for it. */
export interface Responsible {
  readonly model: string;
  readonly modelVersionId: string;
  readonly owners: readonly string[];
}

/** Reads of what is in use and rests on something. */
export class ImpactRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The deployments of these versions, those that run first, each newest first. */
  deploymentsOf(affected: readonly string[]): Promise<AffectedDeployment[]> {
    return this.manager.query(
      `SELECT d.id, d.target, d.model, d.model_version_id AS "modelVersionId", d.started_at AS "startedAt",
              d.ended_at AS "endedAt", coalesce(served.id, lower.id) AS "safeRollbackId"
       FROM registry_deployment d
       JOIN registry_version v ON v.id = d.model_version_id
       LEFT JOIN LATERAL (
         SELECT s.id FROM (
           SELECT model_version_id AS id, started_at AS at FROM registry_deployment
           WHERE model = d.model AND target = d.target
           UNION ALL
           SELECT model_version_id, at FROM registry_alias_move WHERE model = d.model AND alias = 'production') s
         WHERE s.id <> ALL ($1::uuid[]) AND ${usable('s.id')}
         ORDER BY s.at DESC LIMIT 1) served ON true
       LEFT JOIN LATERAL (
         SELECT l.id FROM registry_version l
         WHERE l.model = d.model AND l.version_order < v.version_order AND l.id <> ALL ($1::uuid[]) AND ${usable('l.id')}
         ORDER BY l.version_order DESC LIMIT 1) lower ON true
       WHERE d.model_version_id = ANY ($1::uuid[])
       ORDER BY d.ended_at IS NOT NULL, d.started_at DESC, d.id DESC`,
      [affected],
    );
  }

  /**
   * What rests directly on the dataset versions of these columns without naming any of their columns, nor does the run
   * that produced it; `walked` are left out.
   */
  async untoldReaders(
    columns: readonly string[],
    walked: readonly string[],
  ): Promise<{ readonly count: number; readonly refs: readonly string[] }> {
    const rows = await this.manager.query<{ ref: string; count: number }[]>(
      `WITH used AS (
         SELECT DISTINCT use.downstream_id AS id, own.upstream_id AS dataset
         FROM lineage_edge own JOIN lineage_edge use ON use.upstream_id = own.upstream_id
         WHERE own.downstream_id = ANY ($1::uuid[]) AND own.relation = '${COLUMN_OF}' AND use.relation <> '${COLUMN_OF}'
           AND use.downstream_id <> ALL ($2::uuid[])),
       untold AS (
         SELECT DISTINCT id FROM used
         WHERE NOT EXISTS (${readsColumns('used.id')}) AND NOT EXISTS (${HAS_COLUMNS_MADE_FROM})
           AND NOT EXISTS (
             SELECT FROM lineage_edge made WHERE made.downstream_id = used.id AND made.relation = 'PRODUCED'
               AND EXISTS (${readsColumns('made.upstream_id')})))
       SELECT ref, (count(*) OVER ())::int AS count FROM untold JOIN lineage_node USING (id) ORDER BY ref LIMIT 3`,
      [columns, walked],
    );
    return { count: rows[0]?.count ?? 0, refs: rows.map(({ ref }) => ref) };
  }

  /** Who answers for these versions, version by version. */
  responsibleFor(modelVersionIds: readonly string[]): Promise<Responsible[]> {
    return this.manager.query(
      `SELECT v.model, v.id AS "modelVersionId",
              CASE WHEN cardinality(o.owners) > 0 THEN o.owners ELSE ARRAY[v.author] END AS owners
       FROM registry_version v LEFT JOIN registry_owners o USING (model) WHERE v.id = ANY ($1::uuid[])`,
      [modelVersionIds],
    );
  }
}

/** Columns of the dataset version that a thing read. */
function readsColumns(id: string): string {
  return `SELECT FROM lineage_edge read
          JOIN lineage_edge col ON col.downstream_id = read.upstream_id AND col.relation = '${COLUMN_OF}'
          WHERE read.downstream_id = ${id} AND read.relation = '${READ}' AND col.upstream_id = used.dataset`;
}

/** Columns of a dataset version that were made from columns of the one that it is derived from. */
const HAS_COLUMNS_MADE_FROM = `
  SELECT FROM lineage_edge own
  JOIN lineage_edge made ON made.downstream_id = own.downstream_id AND made.relation = '${DERIVED_FROM}'
  JOIN lineage_edge col ON col.downstream_id = made.upstream_id AND col.relation = '${COLUMN_OF}'
  WHERE own.upstream_id = used.id AND own.relation = '${COLUMN_OF}' AND col.upstream_id = used.dataset`;

const NOT_IN_USE = UNUSABLE_STATUSES.map((status) => `'${status}'`).join(', ');

/** A version whose status never changed has the initial one, which may be used. */
function usable(id: string): string {
  return `NOT EXISTS (SELECT FROM registry_status WHERE model_version_id = ${id} AND status IN (${NOT_IN_USE}))`;
}
