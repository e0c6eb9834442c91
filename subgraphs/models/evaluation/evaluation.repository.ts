import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { Evaluation } from './evaluation.entity.js';

/** On what data: a dataset version by ref or a dataset by name, and a slice; null is "any" for either. */
export interface EvaluatedOn {
  readonly dataset: string | null;
  readonly slice: string | null;
}

/** The value of a metric of a version on a slice; null is all of the data. */
export interface MeasuredOnSlice {
  readonly modelVersionId: string;
  readonly slice: string | null;
  readonly value: number | string;
}

/** Metrics are looked up by a digest of their text, in an index, so that a version may have any number of evaluations. */
const SAME = `WHERE model_version_id = $1 AND md5(metrics::text) = md5($2::jsonb::text) AND metrics = $2::jsonb
  AND "by" = $3 AND dataset_pin IS NOT DISTINCT FROM $4::jsonb AND slice IS NOT DISTINCT FROM $5::text
  AND note IS NOT DISTINCT FROM $6::text AND ($7::timestamptz IS NULL OR evaluated_at = $7) ORDER BY id DESC LIMIT 1`;

/** Reads and writes of the `evaluation` table. */
export class EvaluationRepository {
  constructor(private readonly manager: EntityManager) {}

  page(modelVersionId: string, page: PageRequest): Promise<Evaluation[]> {
    return selectPage(this.manager, Evaluation, { where: 'model_version_id = $1', values: [modelVersionId] }, page);
  }

  count(modelVersionId: string): Promise<number> {
    return countRows(this.manager, this.manager.createQueryBuilder(Evaluation, 'e').where({ modelVersionId }));
  }

  /**
   * The last evaluation of the same version with the same content by the same caller; null where there is none.
   * @param momentGiven whether it must have been measured at the same moment, too
   */
  async sameAs(wanted: Evaluation, momentGiven: boolean): Promise<Evaluation | null> {
    const { modelVersionId, actor, metrics, datasetPin, slice, note, evaluatedAt } = wanted;
    const [found] = await selectRows(this.manager, Evaluation, SAME, [
      modelVersionId,
      JSON.stringify(metrics),
      actor,
      datasetPin === null ? null : JSON.stringify(datasetPin),
      slice,
      note,
      momentGiven ? evaluatedAt.toISOString() : null,
    ]);
    return found ?? null;
  }

  /** The keys of all metrics that were evaluated of these versions. */
  async keysOf(modelVersionIds: readonly string[]): Promise<string[]> {
    const rows = await this.manager.query<{ key: string }[]>(
      `SELECT DISTINCT metric->>'key' AS key FROM evaluation, jsonb_array_elements(metrics) AS metric
       WHERE model_version_id = ANY ($1)`,
      [modelVersionIds],
    );
    return rows.map(({ key }) => key);
  }

  /** The slices that these versions were evaluated on, sorted. */
  async slicesOf(modelVersionIds: readonly string[]): Promise<string[]> {
    const rows = await this.manager.query<{ slice: string }[]>(
      `SELECT DISTINCT slice COLLATE "C" AS slice FROM evaluation
       WHERE model_version_id = ANY ($1) AND slice IS NOT NULL ORDER BY slice`,
      [modelVersionIds],
    );
    return rows.map(({ slice }) => slice);
  }

  /** The last evaluation of each version that measured a metric on that data; a version without one is not among them. */
  last(modelVersionIds: readonly string[], key: string, { dataset, slice }: EvaluatedOn): Promise<Evaluation[]> {
    return this.manager
      .createQueryBuilder(Evaluation, 'e')
      .distinctOn(['e.modelVersionId'])
      .where('e.modelVersionId = ANY (:modelVersionIds)', { modelVersionIds })
      .andWhere('e.slice IS NOT DISTINCT FROM :slice', { slice })
      .andWhere(
        `(:dataset::text IS NULL OR :dataset IN (e.dataset_pin->>'ref', split_part(e.dataset_pin->>'ref', '@', 1)))`,
        {
          dataset,
        },
      )
      .andWhere('e.metrics @> :metric::jsonb', { metric: JSON.stringify([{ key }]) })
      .orderBy('e.modelVersionId')
      .addOrderBy('e.id', 'DESC')
      .getMany();
  }

  /** The value of a metric in the last evaluation of each version on each slice that measured it, by slice. */
  lastBySlice(modelVersionIds: readonly string[], key: string): Promise<MeasuredOnSlice[]> {
    return this.manager.query<MeasuredOnSlice[]>(
      `SELECT DISTINCT ON (slice COLLATE "C", model_version_id) model_version_id AS "modelVersionId", slice, metric -> 'value' AS value
       FROM evaluation CROSS JOIN LATERAL jsonb_array_elements(metrics) AS metric
       WHERE model_version_id = ANY ($1) AND metric ->> 'key' = $2
       ORDER BY slice COLLATE "C", model_version_id, id DESC`,
      [modelVersionIds, key],
    );
  }

  insert(row: Evaluation): Promise<void> {
    return insertRows(this.manager, Evaluation, [row]);
  }
}
