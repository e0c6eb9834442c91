/** What a column of a table shows of a row. */
export type ColumnSubject = 'metric' | 'parameter' | 'tag' | 'run';

/** Which value of a metric a column shows: `best` is the highest or the lowest, by what the metric's name says. */
export type ColumnAspect = 'last' | 'best' | 'min' | 'max';

/** A column, understood: `metric."val loss".min` is the metric `val loss`, its lowest value. */
export interface TableColumn {
  readonly subject: ColumnSubject;
  readonly key: string;
  readonly aspect: ColumnAspect;
}

const COLUMN = /^(metric|parameter|tag|run)\.(?:"((?:[^"\\]|\\.)*)"(?:\.(last|best|min|max))?|([^"].*))$/su;
const ASPECT = /^(.+)\.(last|best|min|max)$/su;

/** Reads a column as the grammar of search writes fields; null for what is none. */
export function parseColumn(name: string): TableColumn | null {
  const [, subject, quoted, ending, plain] = COLUMN.exec(name) ?? [];
  if (subject === undefined) return null;
  const isMetric = subject === 'metric';
  if (quoted !== undefined) {
    const key = quoted.replaceAll(/\\(.)/gsu, '$1');
    if (key === '' || (ending !== undefined && !isMetric)) return null;
    return { subject: subject as ColumnSubject, key, aspect: (ending ?? 'last') as ColumnAspect };
  }
  const [, key = plain!, aspect = 'last'] = (isMetric && ASPECT.exec(plain!)) || [];
  return { subject: subject as ColumnSubject, key, aspect: aspect as ColumnAspect };
}

/** The name of a column as `parseColumn` reads it: a key that would be read as another stands in quotes. */
export function columnName(subject: ColumnSubject, key: string): string {
  const plain = `${subject}.${key}`;
  const read = parseColumn(plain);
  if (read?.key === key && read.aspect === 'last') return plain;
  return `${subject}."${key.replaceAll(/["\\]/g, '\\$&')}"`;
}
