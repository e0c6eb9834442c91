import { type CurveSearch, readCurveSearch } from '../curves/curve-search';
import { type Given, textIn, wordIn } from '../search-params';
import { readConditions } from './conditions';
import type { RunOrder, RunSubject, RunsQueryVariables } from './runs.document';

/** The address of the table of runs. */
export interface RunsSearch extends CurveSearch {
  /** The id of an experiment. */
  readonly experiment?: string | undefined;
  readonly namespace?: string | undefined;
  /** Conditions: `metric.auc > 0.8 and parameter.optimizer = adam`. */
  readonly where?: string | undefined;
  /** `metric.auc`, `parameter.depth`, `run.startedAt`. */
  readonly sort?: string | undefined;
  readonly direction?: 'asc' | undefined;
  /** The columns, parted by commas: `metric.auc,parameter.depth`. */
  readonly columns?: string | undefined;
  readonly archived?: 'all' | undefined;
  /** The ids of the runs whose curves are shown, parted by commas. */
  readonly shown?: string | undefined;
  readonly curve?: string | undefined;
}

/** Reads it. */
export function readRunsSearch(given: Given): RunsSearch {
  const sort = textIn(given, 'sort');
  return {
    ...readCurveSearch(given),
    experiment: textIn(given, 'experiment'),
    namespace: textIn(given, 'namespace'),
    where: textIn(given, 'where'),
    sort: sort !== undefined && columnOf(sort) !== undefined ? sort : undefined,
    direction: wordIn(given, 'direction', ['asc']),
    columns: textIn(given, 'columns'),
    archived: wordIn(given, 'archived', ['all']),
    shown: textIn(given, 'shown'),
    curve: textIn(given, 'curve'),
  };
}

/** A column of the table: what of a run it shows. */
export interface RunColumn {
  readonly subject: RunSubject;
  readonly key: string;
  /** As it stands in an address. */
  readonly name: string;
}

const SUBJECTS = new Map<string, RunSubject>([
  ['metric', 'METRIC'],
  ['parameter', 'PARAMETER'],
  ['run', 'ATTRIBUTE'],
]);

/** The column that an address names. */
export function columnOf(name: string): RunColumn | undefined {
  const dot = name.indexOf('.');
  const subject = SUBJECTS.get(name.slice(0, dot));
  const key = name.slice(dot + 1);
  return dot > 0 && subject !== undefined && key !== '' ? { subject, key, name } : undefined;
}

/** What the table asks for a page of it; undefined where the conditions cannot be read. */
export function runsVariables(search: RunsSearch, after: string | undefined): RunsQueryVariables | undefined {
  const { experiment, namespace, where = '', sort, direction, archived } = search;
  const read = readConditions(where);
  if ('fault' in read) return undefined;
  const column = sort === undefined ? undefined : columnOf(sort);
  const order: RunOrder | undefined = column && {
    subject: column.subject,
    key: column.key,
    direction: direction === 'asc' ? 'ASC' : 'DESC',
  };
  return {
    filter: {
      ...(experiment !== undefined && { experiments: [experiment] }),
      ...(namespace !== undefined && { namespace }),
      ...(archived !== undefined && { archived: 'ALL' as const }),
      conditions: read.conditions,
    },
    orderBy: order === undefined ? [] : [order],
    after,
    isFirst: after === undefined,
    experiment,
    withExperiment: after === undefined && experiment !== undefined,
  };
}
