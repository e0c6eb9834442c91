import { question } from '../api/query';
import { type CurveSearch, readCurveSearch } from '../curves/curve-search';
import { type Given, textIn, wordIn } from '../search-params';
import { columnOf } from './columns';
import { readConditions } from './conditions';
import { RunColumnsDocument } from './run-columns.document';
import type { RunFilter, RunsQueryVariables } from './runs.document';

/** The pictures of the table. */
export const PICTURES = ['scatter', 'parallel'] as const;

/** The address of the table of runs. */
export interface RunsSearch extends CurveSearch {
  /** The id of an experiment. */
  readonly experiment?: string | undefined;
  readonly namespace?: string | undefined;
  /** Conditions: `metric.auc > 0.8 and parameter.optimizer = adam`. */
  readonly where?: string | undefined;
  /** A column, shown or not: `metric.auc.best`, `run.startedAt`. */
  readonly sort?: string | undefined;
  readonly direction?: 'asc' | undefined;
  /** The columns, parted by commas: `metric.auc,parameter.depth`. */
  readonly columns?: string | undefined;
  readonly archived?: 'all' | undefined;
  readonly picture?: (typeof PICTURES)[number] | undefined;
  /** The columns that a scatter plot has across and up. */
  readonly across?: string | undefined;
  readonly up?: string | undefined;
  /** The ids of the runs that are chosen, parted by commas: whose curves are shown, which are compared. */
  readonly shown?: string | undefined;
  /** The metrics whose curves are shown, parted by commas. */
  readonly curve?: string | undefined;
}

/** Reads it. */
export function readRunsSearch(given: Given): RunsSearch {
  const column = (name: string) => {
    const text = textIn(given, name);
    return text !== undefined && columnOf(text) !== undefined ? text : undefined;
  };
  return {
    ...readCurveSearch(given),
    experiment: textIn(given, 'experiment'),
    namespace: textIn(given, 'namespace'),
    where: textIn(given, 'where'),
    sort: column('sort'),
    direction: wordIn(given, 'direction', ['asc']),
    columns: textIn(given, 'columns'),
    archived: wordIn(given, 'archived', ['all']),
    picture: wordIn(given, 'picture', PICTURES),
    across: column('across'),
    up: column('up'),
    shown: textIn(given, 'shown'),
    curve: textIn(given, 'curve'),
  };
}

/** Which runs an address means; undefined where its conditions cannot be read. */
function filterOf({ experiment, namespace, where = '', archived }: RunsSearch): RunFilter | undefined {
  const read = readConditions(where);
  if ('fault' in read) return undefined;
  return {
    ...(experiment !== undefined && { experiments: [experiment] }),
    ...(namespace !== undefined && { namespace }),
    ...(archived !== undefined && { archived: 'ALL' as const }),
    conditions: read.conditions,
  };
}

/** What the columns may be of; undefined where the conditions cannot be read. */
export function columnsQuestion(search: RunsSearch) {
  const filter = filterOf(search);
  return filter && question(RunColumnsDocument, { filter });
}

/** What the table asks for a page of it; undefined where the conditions cannot be read. */
export function runsVariables(
  search: RunsSearch,
  columns: readonly string[],
  after: string | undefined,
): RunsQueryVariables | undefined {
  const { sort, direction } = search;
  const filter = filterOf(search);
  if (filter === undefined) return undefined;
  const orderBy =
    sort === undefined ? [] : [{ column: sort, direction: direction === 'asc' ? 'ASC' : 'DESC' } as const];
  return { filter, columns, orderBy, after };
}
