import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { jsonTextSql } from '#platform/database/rows/text-sql.js';
import type { MetricAspect } from '#values/metric-aspect.js';
import {
  JOIN_CONTINUATION,
  JOIN_RUN_END,
  RUN_ENDED_AT_SQL,
  RUN_SECONDS_SQL,
  RUN_STATUS_SQL,
} from '../after-end/run-ends-sql.js';
import { metricValueSql } from '../metric/last-metric.repository.js';
import { currentNameSql } from '../name-change/current-name-sql.js';

/** A table joined to the runs: under which alias, and the placeholder of the key that its rows have. */
interface JoinedTable {
  readonly sql: string;
  readonly alias: string;
  readonly key: string;
}

/**
 * The tables that a search of runs reads: `run r`, and of others the one row that belongs to each run, joined once
 * whoever asks for it. The methods give the SQL of a value of the run, which is NULL where the run does not have it.
 */
export class RunTables {
  private readonly joined = new Map<string, JoinedTable>();

  constructor(readonly parameters: SqlParameters) {}

  /** What the statement reads from, once all values are known. */
  get from(): string {
    return ['run r', ...[...this.joined.values()].map(({ sql }) => sql)].join(' ');
  }

  /** Where it stands: as it ended last, where it went on after its end. */
  status(): string {
    this.joinEnds();
    return RUN_STATUS_SQL;
  }

  /** When it ended last. */
  endedAt(): string {
    this.joinEnds();
    return RUN_ENDED_AT_SQL;
  }

  /** How many seconds it took, to its last end. */
  duration(): string {
    this.joinEnds();
    return RUN_SECONDS_SQL;
  }

  /** A value of a metric, with what came after the end. */
  metric(name: string, aspect: MetricAspect): string {
    this.joinEnd();
    const { alias, key } = this.keyed('last_metric', name);
    return metricValueSql({ run: 'r.id', key, end: 'e', last: alias, aspect });
  }

  /** A parameter, with those that came after the end: a text as it is, all else as JSON. */
  parameter(name: string): string {
    const sealed = this.keyed('run_parameter', name).alias;
    const later = this.keyed('run_parameter_after_end', name).alias;
    return jsonTextSql(`coalesce(${sealed}.value, ${later}.value)`);
  }

  /** A tag as it is now: what it was changed to last, or what the run was started with. */
  tag(name: string): string {
    const { alias, key } = this.joinOnce(`tag ${name}`, name, (alias, key) => {
      return `LEFT JOIN LATERAL (SELECT true AS is_changed, value FROM tag_change
        WHERE subject_id = r.id AND key = ${key} ORDER BY sequence DESC LIMIT 1) ${alias} ON true`;
    });
    return `CASE WHEN ${alias}.is_changed THEN ${alias}.value ELSE r.tags ->> ${key} END`;
  }

  /** What it is called now. */
  name(): string {
    return currentNameSql('r');
  }

  private joinEnd(): void {
    this.joined.set('end', { sql: JOIN_RUN_END, alias: 'e', key: '' });
  }

  private joinEnds(): void {
    this.joinEnd();
    this.joined.set('continuation', { sql: JOIN_CONTINUATION, alias: 'c', key: '' });
  }

  private keyed(table: 'last_metric' | 'run_parameter' | 'run_parameter_after_end', name: string): JoinedTable {
    return this.joinOnce(`${table} ${name}`, name, (alias, key) => {
      return `LEFT JOIN ${table} ${alias} ON ${alias}.run_id = r.id AND ${alias}.key = ${key}`;
    });
  }

  private joinOnce(what: string, name: string, sqlOf: (alias: string, key: string) => string): JoinedTable {
    const known = this.joined.get(what);
    if (known !== undefined) return known;
    const alias = `k${this.joined.size}`;
    const key = `${this.parameters.add(name)}::text`;
    const made = { sql: sqlOf(alias, key), alias, key };
    this.joined.set(what, made);
    return made;
  }
}
