import type { RunContext } from '../run/run.context.js';
import { RunKeysRepository } from '../run-keys/run-keys.repository.js';
import { foundRuns } from '../run-search/found-runs.js';
import type { RunTablePage } from './run-table.js';

/** The columns that no run of a table fills. They are looked for only where the page leaves one empty. */
export async function unknownRunColumns(
  { nodes, filter, columns }: RunTablePage,
  { database, caller }: RunContext,
): Promise<readonly string[]> {
  const unknown: string[] = [];
  const keys = new RunKeysRepository(database.manager);
  for (const subject of ['metric', 'parameter', 'tag'] as const) {
    const empty = columns.filter(
      (column) => column.subject === subject && nodes.every(({ values }) => values[column.name] === null),
    );
    if (empty.length === 0) continue;
    const known = new Set((await keys.of(subject, foundRuns(filter, caller.rights))).map(({ key }) => key));
    unknown.push(...empty.filter(({ key }) => !known.has(key)).map(({ name }) => name));
  }
  return unknown;
}
