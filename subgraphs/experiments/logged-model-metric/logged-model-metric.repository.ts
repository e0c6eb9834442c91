import type { EntityManager } from 'typeorm';
import { prepared } from '#platform/database/rows/prepared.js';
import { readTexts } from '#platform/database/rows/read-texts.js';
import { MAX_COUNTED } from '#platform/paging/count-rows.js';
import type { SealedPin } from '#platform/ports/resolve-pins.js';
import { parseInTurns } from '#platform/turns/parse-in-turns.js';
import { VALUE_IN_ORDER } from '#values/metric-order.js';
import { momentText } from '../metric/moment-text.js';
import type { StoredPoint } from '../metric/stored-points.js';
import { keyOfDataset, type MeasuredDataset } from './measured-dataset.js';

/** A point of a logged model, as it is stored. */
export type MeasuredPoint = StoredPoint & { readonly loggedModelId: string; readonly dataset: MeasuredDataset };

/** A point of a logged model, as it is read. */
export interface LoggedModelPoint {
  readonly loggedModelId: string;
  readonly runId: string | null;
  readonly key: string;
  readonly value: number;
  readonly step: number;
  readonly timestamp: Date;
  readonly datasetName: string | null;
  readonly datasetDigest: string | null;
  readonly datasetPin: SealedPin | null;
  /** The point's number among all that were stored; a bigint as text. */
  readonly arrival: string;
}

/** The place of a point in the history of its logged model. */
export type MeasuredPlace = Pick<LoggedModelPoint, 'key' | 'step' | 'timestamp' | 'arrival'>;

/** The most last values of one logged model. */
export const MAX_LAST_METRICS = 1_000;

/** By which the first of the points of a key is the last value: by time, then step, as MLflow has it for logged models. */
export const LAST_MEASURED_FIRST = `timestamp DESC, step DESC, ${VALUE_IN_ORDER('value')} DESC, arrival`;

/** The columns that `GATHERED` reads. */
const READ = 'key, value, step, timestamp, arrival, run_id, dataset_name, dataset_digest, dataset_pin';
const GATHERED = `json_build_array(key, value, step, (date_part('epoch', timestamp) * 1000)::bigint, arrival::text, run_id,
  dataset_name, dataset_digest, dataset_pin)`;
type Gathered = readonly [
  key: string,
  value: number | string,
  step: number,
  ms: number,
  arrival: string,
  runId: string | null,
  datasetName: string | null,
  datasetDigest: string | null,
  datasetPin: SealedPin | null,
];

/** One row a logged model: the driver takes longer over many small rows than PostgreSQL over gathering them. */
const LAST_OF = `
  SELECT m.id, (SELECT coalesce(json_agg(${GATHERED} ORDER BY key, dataset_name NULLS FIRST, dataset_digest), '[]') FROM (
    SELECT DISTINCT ON (key, dataset_key) ${READ} FROM experiments.logged_model_metric WHERE logged_model_id = m.id
    ORDER BY key, dataset_key, ${LAST_MEASURED_FIRST} LIMIT ${MAX_LAST_METRICS}) p)
  FROM unnest($1::uuid[]) AS m (id)`;

const HISTORY = (condition: string) => `
  SELECT coalesce(json_agg(${GATHERED} ORDER BY key, step, timestamp, arrival), '[]') FROM (
    SELECT ${READ} FROM experiments.logged_model_metric WHERE logged_model_id = $1 AND ${condition}
    ORDER BY key, step, timestamp, arrival LIMIT $2) p`;

/** Reads and writes of the `logged_model_metric` table: plain rows, since a logged model may have very many of them. */
export class LoggedModelMetricRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Of each of these the last point of every key, of each dataset by itself; by id. */
  async lastOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly LoggedModelPoint[]>> {
    const found = new Map<string, readonly LoggedModelPoint[]>();
    for (const row of await readTexts(this.manager, LAST_OF, [ids])) {
      found.set(row.text(0)!, await pointsOf(row.text(0)!, row.text(1)!));
    }
    return found;
  }

  /** The points of a logged model behind a place, of one key or of all, in their order, `limit` at most. */
  async history(
    id: string,
    key: string | null,
    after: MeasuredPlace | null,
    limit: number,
  ): Promise<readonly LoggedModelPoint[]> {
    const values: unknown[] = [id, limit];
    const conditions = ['true'];
    if (key !== null) conditions.push(`key = $${values.push(key)}`);
    if (after !== null) {
      const [k, step, timestamp, arrival] = [after.key, after.step, after.timestamp, after.arrival].map(
        (value) => `$${values.push(value)}`,
      );
      conditions.push(
        `(key, step, timestamp, arrival) > (${k}::text, ${step}::bigint, ${timestamp}::timestamptz, ${arrival}::bigint)`,
      );
    }
    const [row] = await readTexts(this.manager, HISTORY(conditions.join(' AND ')), values);
    return pointsOf(id, row!.text(0)!);
  }

  /** How many points of a key, or of all, a logged model has, counted up to `MAX_COUNTED`. */
  async countOf(id: string, key: string | null): Promise<number> {
    const [row] = await prepared<{ count: number }>(
      this.manager,
      `SELECT count(*)::int AS count FROM (
         SELECT FROM logged_model_metric WHERE logged_model_id = $1 AND ($2::text IS NULL OR key = $2)
         LIMIT ${MAX_COUNTED}) AS counted`,
      [id, key],
    );
    return row!.count;
  }

  /** Adds points, of any logged models, in one statement, and returns those that were not there. */
  async insert(runId: string | null, points: readonly MeasuredPoint[]): Promise<MeasuredPoint[]> {
    if (points.length === 0) return [];
    const columns = points.map(({ loggedModelId, key, step, timestamp, value, isTimed, dataset }) => ({
      logged_model_id: loggedModelId,
      ...{ key, step, timestamp: momentText(timestamp), value: String(value), is_timed: isTimed, run_id: runId },
      ...{ dataset_name: dataset.name, dataset_digest: dataset.digest, dataset_pin: dataset.pin },
      dataset_key: keyOfDataset(dataset),
    }));
    const added = await prepared<{
      logged_model_id: string;
      key: string;
      step: number;
      at: string;
      value: number;
      dataset_key: string;
    }>(
      this.manager,
      `INSERT INTO logged_model_metric (${COLUMNS}) SELECT ${COLUMNS} FROM jsonb_to_recordset($1) AS p (${TYPED})
       ON CONFLICT DO NOTHING
       RETURNING logged_model_id, key, step::float8 AS step, timestamp AS at, value, dataset_key`,
      [JSON.stringify(columns)],
    );
    const identities = new Set(
      added.map((row) => identityOf(row.logged_model_id, row, new Date(row.at), row.dataset_key)),
    );
    return points.filter((point) =>
      identities.has(identityOf(point.loggedModelId, point, point.timestamp, keyOfDataset(point.dataset))),
    );
  }
}

const TYPES = {
  logged_model_id: 'uuid',
  run_id: 'uuid',
  key: 'text',
  step: 'bigint',
  timestamp: 'timestamptz',
  value: 'float8',
  is_timed: 'boolean',
  dataset_name: 'text',
  dataset_digest: 'text',
  dataset_pin: 'jsonb',
  dataset_key: 'text',
} as const;
const COLUMNS = Object.keys(TYPES).join(', ');
const TYPED = Object.entries(TYPES)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');

function identityOf(
  id: string,
  { key, step, value }: Pick<LoggedModelPoint, 'key' | 'step' | 'value'>,
  at: Date,
  dataset: string,
): string {
  return `${id} ${step} ${at.getTime()} ${value} ${dataset} ${key}`;
}

async function pointsOf(loggedModelId: string, json: string): Promise<LoggedModelPoint[]> {
  const gathered = (await parseInTurns(json)) as readonly Gathered[];
  return gathered.map(
    ([key, value, step, ms, arrival, runId, datasetName, datasetDigest, datasetPin]): LoggedModelPoint => ({
      loggedModelId,
      ...{ key, value: Number(value), step, timestamp: new Date(ms), arrival, runId },
      ...{ datasetName, datasetDigest, datasetPin },
    }),
  );
}
