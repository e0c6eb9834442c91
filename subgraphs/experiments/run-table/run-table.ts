import { readOrderedPage } from '#platform/paging/ordered-page.js';
import { type Page, withNodes } from '#platform/paging/page.js';
import type { RunContext } from '../run/run.context.js';
import type { Run } from '../run/run.entity.js';
import { foundRuns } from '../run-search/found-runs.js';
import type { RunFilter } from '../run-search/run-filter.inputs.js';
import { type Order, runOrder } from '../run-search/run-order.js';
import { type RunColumn, runColumn } from './run-column.js';
import type { RunRow } from './run-row.type.js';
import type { RunTableArgs, RunTableOrder } from './run-table.args.js';
import { valuesOfRuns } from './run-values.js';

/** A page of rows, and of which table it is. */
export interface RunTablePage extends Page<RunRow> {
  readonly filter: RunFilter;
  readonly columns: readonly RunColumn[];
}

/**
 * A page of runs as flat rows: one statement finds them, whatever the filter and the order are, and one for each subject
 * of the columns reads their values.
 * @throws {PedigraphError} BAD_USER_INPUT for a condition, a column, a cursor or a `first` that cannot be.
 */
export async function runTable(
  { filter, columns: names, orderBy, ...args }: RunTableArgs,
  context: RunContext,
): Promise<RunTablePage> {
  const named = names.map((name, index) => [name, runColumn(name, `columns[${index}]`)] as const);
  const columns = [...new Map(named).values()];
  const { database, loaders, caller } = context;
  const { tables, where } = foundRuns(filter, caller.rights);
  const selected = () => ({ from: `FROM ${tables.from} WHERE ${where}`, values: [...tables.parameters.values] });
  const counted = selected();
  const order = runOrder(orderBy.map(asOrder), tables);
  const load = (ids: readonly string[]) => loaders.runById.loadMany(ids);
  const page = await readOrderedPage<Run>(database.manager, args, { ...selected(), counted, order, load });
  const values = await valuesOfRuns(page.nodes, columns, context);
  const rows = page.nodes.map((run, index): RunRow => ({ run, values: values[index]! }));
  return { ...withNodes(page, rows), filter, columns };
}

const SUBJECT_OF = { metric: 'METRIC', parameter: 'PARAMETER', tag: 'TAG', run: 'ATTRIBUTE' } as const satisfies Record<
  RunColumn['subject'],
  Order['subject']
>;

function asOrder({ column, direction }: RunTableOrder, index: number): Order {
  const { subject, key, aspect } = runColumn(column, `orderBy[${index}].column`);
  const numbersFirst = subject === 'parameter' || subject === 'tag';
  return { subject: SUBJECT_OF[subject], key, direction, aspect, numbersFirst };
}
