import type { EntityManager } from 'typeorm';
import { prepared } from '#platform/database/rows/prepared.js';
import { VALUE_IN_ORDER } from '#values/metric-order.js';
import type { MeasuredMetric, RunMetric, SearchChanges } from './search-changes.js';

const INSERT_RUN_METRICS = `
  INSERT INTO search_metric AS m (document_id, key, run_last, run_low, run_high, run_step, run_at)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::float8[], $5::float8[], $6::bigint[], $7::timestamptz[])`;

const SET_RUN_METRIC = `run_last = excluded.run_last, run_low = excluded.run_low, run_high = excluded.run_high,
  run_step = excluded.run_step, run_at = excluded.run_at`;

const PLACE_OF = (row: string) => `(${row}.run_step, ${row}.run_at, ${VALUE_IN_ORDER(`${row}.run_last`)})`;

/** Whether the last value that comes is later than the one that is there, of a run or none at all. */
const IS_LATER = `(m.run_step IS NULL OR ${PLACE_OF('excluded')} > ${PLACE_OF('m')})`;

/** The SQL of `higher`; `least` is that of `lower`, for NaN is the greatest of all to PostgreSQL. */
const HIGHER = (one: string, other: string) =>
  `coalesce(greatest(nullif(${one}, 'NaN'), nullif(${other}, 'NaN')), ${one}, ${other})`;

/** Writes of the table of what was measured: of runs, of the versions that they produced, and by evaluations. */
export class SearchMetricRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Applies what a batch of events says of metrics. */
  async apply(changes: SearchChanges): Promise<void> {
    await this.addLoggedMetrics(changes);
    await this.setSealedMetrics(changes);
    await this.addEvaluations(changes);
  }

  /** To these model versions, and to those of these runs. */
  async copyFromRuns([versions, runs]: readonly (readonly string[])[]): Promise<void> {
    await this.manager.query(
      `INSERT INTO search_metric (document_id, key, run_last, run_low, run_high, run_step, run_at)
       SELECT v.id, m.key, m.run_last, m.run_low, m.run_high, m.run_step, m.run_at
       FROM search_document v JOIN search_metric m ON m.document_id = v.run_id
       WHERE v.kind = 'MODEL_VERSION' AND (v.id = ANY ($1::uuid[]) OR v.run_id = ANY ($2::uuid[]))
       ON CONFLICT (document_id, key) DO UPDATE SET ${SET_RUN_METRIC}`,
      [versions, runs],
    );
  }

  private async addLoggedMetrics({ loggedMetrics }: SearchChanges): Promise<void> {
    if (loggedMetrics.size === 0) return;
    const chosen = (column: string) => `${column} = CASE WHEN ${IS_LATER} THEN excluded.${column} ELSE m.${column} END`;
    await prepared(
      this.manager,
      `${INSERT_RUN_METRICS}
       ON CONFLICT (document_id, key) DO UPDATE SET ${['run_last', 'run_step', 'run_at'].map(chosen).join(', ')},
         run_low = least(m.run_low, excluded.run_low), run_high = ${HIGHER('m.run_high', 'excluded.run_high')}`,
      runMetricColumns([...loggedMetrics.values()]),
    );
  }

  private async setSealedMetrics({ sealedMetrics }: SearchChanges): Promise<void> {
    if (sealedMetrics.size === 0) return;
    const text = `${INSERT_RUN_METRICS} ON CONFLICT (document_id, key) DO UPDATE SET ${SET_RUN_METRIC}`;
    await prepared(this.manager, text, runMetricColumns([...sealedMetrics.values()]));
  }

  private async addEvaluations({ evaluatedMetrics }: SearchChanges): Promise<void> {
    if (evaluatedMetrics.size === 0) return;
    await prepared(
      this.manager,
      `INSERT INTO search_metric AS m (document_id, key, evaluated_last, evaluated_low, evaluated_high)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::float8[], $5::float8[])
       ON CONFLICT (document_id, key) DO UPDATE SET evaluated_last = excluded.evaluated_last,
         evaluated_low = least(m.evaluated_low, excluded.evaluated_low),
         evaluated_high = ${HIGHER('m.evaluated_high', 'excluded.evaluated_high')}`,
      metricColumns([...evaluatedMetrics.values()]),
    );
  }
}

function metricColumns(metrics: readonly MeasuredMetric[]): unknown[] {
  return [
    metrics.map(({ documentId }) => documentId),
    metrics.map(({ key }) => key),
    metrics.map(({ last }) => last),
    metrics.map(({ low }) => low),
    metrics.map(({ high }) => high),
  ];
}

function runMetricColumns(metrics: readonly RunMetric[]): unknown[] {
  return [...metricColumns(metrics), metrics.map(({ step }) => step), metrics.map(({ timestamp }) => timestamp)];
}
