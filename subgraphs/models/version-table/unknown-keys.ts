import type { VersionTableContext } from './version-table.context.js';
import type { VersionTablePage } from './version-table.js';

/** The columns asked for that no version of the model fills. The model is searched only where the page leaves one empty. */
export async function unknownKeys(
  columns: 'metrics' | 'parameters',
  { nodes, request }: VersionTablePage,
  { loaders }: Pick<VersionTableContext, 'loaders'>,
): Promise<readonly string[]> {
  const filled = new Set(
    nodes.flatMap((row) => row[columns].flatMap(({ key, value }) => (value === null ? [] : [key]))),
  );
  const empty = [...new Set(request[columns])].filter((key) => !filled.has(key));
  if (empty.length === 0) return [];
  const known = new Set((await loaders.keysOfModel.load(request.model.id))[columns]);
  return empty.filter((key) => !known.has(key));
}
