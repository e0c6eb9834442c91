import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import type { MetricAspect } from '#values/metric-aspect.js';
import { INITIAL_RUN_STATUS } from '#values/run-status.js';
import { metricValueSql } from '../metric/last-metric.repository.js';

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
    return `CASE WHEN c.sequence IS NULL THEN coalesce(e.status, '${INITIAL_RUN_STATUS}') ELSE coalesce(ce.status, '${INITIAL_RUN_STATUS}') END`;
  }

  /** When it ended last. */
  endedAt(): string {
    this.joinEnds();
    return 'CASE WHEN c.sequence IS NULL THEN e.ended_at ELSE ce.ended_at END';
  }

  /** How many seconds it took, to its last end. */
  duration(): string {
    return `extract(epoch FROM (${this.endedAt()}) - r.started_at)::float8`;
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
    const value = `coalesce(${sealed}.value, ${later}.value)`;
    return `CASE jsonb_typeof(${value}) WHEN 'string' THEN ${value} #>> '{}' ELSE ${value}::text END`;
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
    return `coalesce((SELECT name FROM name_change WHERE subject_id = r.id ORDER BY sequence DESC LIMIT 1), r.name)`;
  }

  private joinEnd(): void {
    this.joined.set('end', { sql: 'LEFT JOIN run_end e ON e.run_id = r.id', alias: 'e', key: '' });
  }

  private joinEnds(): void {
    this.joinEnd();
    const sql = `LEFT JOIN LATERAL (
        SELECT sequence FROM run_continuation WHERE run_id = r.id ORDER BY sequence DESC LIMIT 1) c ON true
      LEFT JOIN run_continuation_end ce ON ce.run_id = r.id AND ce.sequence = c.sequence`;
    this.joined.set('continuation', { sql, alias: 'c', key: '' });
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
