import type { RunColumnsQuery } from './run-columns.document';

/** What of a run a column shows, as its name begins. */
export type ColumnSubject = 'metric' | 'parameter' | 'tag' | 'run';

const NAMED = /^(metric|parameter|tag|run)\.(.+)$/s;

/** A column of the table: `metric.auc.best`, as the API names it. */
export interface Column {
  readonly name: string;
  readonly subject: ColumnSubject;
  /** What stands at its head: `auc.best`. */
  readonly label: string;
}

/** The column of that name; undefined for what is none. */
export function columnOf(name: string): Column | undefined {
  const [, subject, label] = NAMED.exec(name) ?? [];
  return subject === undefined ? undefined : { name, subject: subject as ColumnSubject, label: label! };
}

/** What a column of a metric may say behind the key: which of its values is meant. */
const STATISTIC = /\.(?:last|best|min|max)$/;

/** The name of the column of a key, in quotes where the API would read it otherwise. */
export function nameOf(subject: ColumnSubject, key: string): string {
  const isMisread = key.startsWith('"') || (subject === 'metric' && STATISTIC.test(key));
  return `${subject}.${isMisread ? `"${key.replaceAll(/["\\]/g, '\\$&')}"` : key}`;
}

/** The key of a column of metrics whose last values it has; undefined of any other. */
export function metricOf(name: string): string | undefined {
  const [, key] = /^metric\.([^"].*)$/s.exec(name) ?? [];
  if (key !== undefined) return key.replace(STATISTIC, '');
  const [, quoted] = /^metric\."((?:[^"\\]|\\.)*)"/s.exec(name) ?? [];
  return quoted?.replaceAll(/\\(.)/g, '$1');
}

/** Columns that are shown where nobody has chosen any, of metrics and of parameters: those that most runs have. */
const FIRST_COLUMNS = 4;

/** The columns of the table: those of the address, else those that most runs have. */
export function columnsShown(
  chosen: readonly string[],
  known: RunColumnsQuery['runKeys'] | undefined,
): readonly Column[] {
  const names =
    chosen.length > 0
      ? chosen
      : [
          ...(known?.metricKeys ?? []).slice(0, FIRST_COLUMNS).map(({ key }) => nameOf('metric', key)),
          ...(known?.parameterKeys ?? []).slice(0, FIRST_COLUMNS).map(({ key }) => nameOf('parameter', key)),
        ];
  // What a run is beside its values has its place in every row already.
  return [...new Set(names)].flatMap((name) => columnOf(name) ?? []).filter(({ name }) => !IN_EVERY_ROW.has(name));
}

const IN_EVERY_ROW = new Set(['run.name', 'run.status', 'run.startedAt', 'run.experiment']);
