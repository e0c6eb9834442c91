import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectPage } from '#platform/database/rows/select-page.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { Evaluation } from './evaluation.entity.js';

/** On what data: a dataset version by ref or a dataset by name, and a slice; null is "not told" for either. */
export interface EvaluatedOn {
  readonly dataset: string | null;
  readonly slice: string | null;
}

/** Reads and writes of the `evaluation` table. */
export class EvaluationRepository {
  constructor(private readonly manager: EntityManager) {}

  page(modelVersionId: string, page: PageRequest): Promise<Evaluation[]> {
    return selectPage(this.manager, Evaluation, { where: 'model_version_id = $1', values: [modelVersionId] }, page);
  }

  count(modelVersionId: string): Promise<number> {
    return countRows(this.manager, this.manager.createQueryBuilder(Evaluation, 'e').where({ modelVersionId }));
  }

  /** What was recorded last of a version; null where nothing was. */
  lastOf(modelVersionId: string): Promise<Evaluation | null> {
    return this.manager.findOne(Evaluation, { where: { modelVersionId }, order: { id: 'DESC' } });
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

  insert(row: Evaluation): Promise<void> {
    return insertRows(this.manager, Evaluation, [row]);
  }
}
