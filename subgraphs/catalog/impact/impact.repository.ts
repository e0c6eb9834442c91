import type { EntityManager } from 'typeorm';
import type { Caller } from '#platform/auth/caller.js';
import { overSeen } from '#platform/database/rows/over-seen.js';
import { UNUSABLE_STATUSES } from '#values/model-version-status.js';
import { COLUMN_OF, DERIVED_FROM, READ } from '../lineage/column-node.js';
import { REDACTED_NODES } from '../lineage/lineage-query.repository.js';

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

/** What rests on dataset versions and does not tell on which columns. */
export interface ReadersWithoutColumns {
  readonly count: number;
  /** Those that come first by ref, of those that the caller may see. */
  readonly refs: readonly string[];
  /** False where more rests on them than was looked at. */
  readonly isAll: boolean;
}

/** Reads of what is in use and rests on something. */
export class ImpactRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly caller: Pick<Caller, 'rights'>,
  ) {}

  /**
   * The deployments of these versions, those that run first, each newest first.
   * @param most how many at most
   */
  deploymentsOf(affected: readonly string[], most: number): Promise<AffectedDeployment[]> {
    return this.manager.query(
      `WITH d AS (
         SELECT * FROM registry_deployment WHERE model_version_id = ANY ($1::uuid[])
         ORDER BY ended_at IS NOT NULL, started_at DESC, id DESC LIMIT $2)
       SELECT d.id, d.target, d.model, d.model_version_id AS "modelVersionId", d.started_at AS "startedAt",
              d.ended_at AS "endedAt", coalesce(served.id, lower.id) AS "safeRollbackId"
       FROM d
       JOIN registry_version v ON v.id = d.model_version_id
       LEFT JOIN LATERAL (
         (SELECT s.model_version_id AS id, s.started_at AS at FROM registry_deployment s
          WHERE s.model = d.model AND s.target = d.target
            AND s.model_version_id <> ALL ($1::uuid[]) AND ${usable('s.model_version_id')}
          ORDER BY s.started_at DESC LIMIT 1)
         UNION ALL
         (SELECT m.model_version_id, m.at FROM registry_alias_move m
          WHERE m.model = d.model AND m.alias = 'production'
            AND m.model_version_id <> ALL ($1::uuid[]) AND ${usable('m.model_version_id')}
          ORDER BY m.at DESC LIMIT 1)
         ORDER BY at DESC LIMIT 1) served ON true
       LEFT JOIN LATERAL (
         SELECT l.id FROM registry_version l
         WHERE l.model = d.model AND l.version_order < v.version_order AND l.id <> ALL ($1::uuid[]) AND ${usable('l.id')}
         ORDER BY l.version_order DESC LIMIT 1) lower ON true
       ORDER BY d.ended_at IS NOT NULL, d.started_at DESC, d.id DESC`,
      [affected, most],
    );
  }

  /**
   * What rests directly on the dataset versions of these columns without naming any of their columns, nor does the run
   * that produced it; `walked` are left out.
   * @param most how many things that rest on them are looked at
   * @returns how many do not tell, the first of them, and whether all were looked at
   */
  async readersWithoutColumns(
    columns: readonly string[],
    walked: readonly string[],
    most: number,
  ): Promise<ReadersWithoutColumns> {
    const text = `
       WITH looked AS (
         SELECT use.downstream_id AS id, own.upstream_id AS dataset
         FROM lineage_edge own JOIN lineage_edge use ON use.upstream_id = own.upstream_id
         WHERE own.downstream_id = ANY ($1::uuid[]) AND own.relation = '${COLUMN_OF}' AND use.relation <> '${COLUMN_OF}'
           AND use.downstream_id <> ALL ($2::uuid[]) LIMIT $3 + 1),
       used AS (SELECT DISTINCT id, dataset FROM looked),
       without_columns AS (
         SELECT DISTINCT id FROM used
         WHERE NOT EXISTS (${readsColumns('used.id')}) AND NOT EXISTS (${HAS_COLUMNS_MADE_FROM})
           AND NOT EXISTS (
             SELECT FROM lineage_edge made WHERE made.downstream_id = used.id AND made.relation = 'PRODUCED'
               AND EXISTS (${readsColumns('made.upstream_id')})))
       SELECT listed.ref, coalesce(listed.count, 0)::int AS count, (SELECT count(*)::int FROM looked) AS looked
       FROM (SELECT) one LEFT JOIN (
         SELECT ref, count(*) OVER () AS count FROM without_columns JOIN lineage_node USING (id) ORDER BY ref LIMIT 3) listed ON true
       ORDER BY listed.ref`;
    const statement = overSeen({ text, values: [columns, walked, most] }, this.caller.rights, [REDACTED_NODES]);
    const rows = await this.manager.query<{ ref: string | null; count: number; looked: number }[]>(
      statement.text,
      statement.values,
    );
    const [first] = rows;
    return {
      count: first?.count ?? 0,
      refs: rows.flatMap(({ ref }) => ref ?? []),
      isAll: (first?.looked ?? 0) <= most,
    };
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
