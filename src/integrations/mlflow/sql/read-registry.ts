import type { SourceObserver } from '#integrations/importing/problem.js';
import { groupedBy } from '../source/grouped-by.js';
import { loggedModelOf } from '../source/logged-model-of.js';
import type { MlflowModel, MlflowModelVersion } from '../source/mlflow-entities.js';
import { keptStage } from '../source/stage.js';
import { pairsOf, workspaceOf } from './read-experiments.js';
import { filledText, momentOf, textOf, wholeOf } from './row-values.js';
import type { SqlRow } from './sql-connection.js';
import type { SqlTables } from './sql-tables.js';

const MODEL_COLUMNS = ['name', 'workspace', 'creation_time', 'description'];
const VERSION_COLUMNS = [
  ...['name', 'workspace', 'version', 'creation_time', 'description', 'user_id', 'current_stage', 'source'],
  ...['storage_location', 'run_id'],
];

/** Every registered model with its versions, tags and aliases. */
export async function* readModels(tables: SqlTables, observer: SourceObserver): AsyncGenerator<MlflowModel> {
  const models = { table: 'registered_models', columns: MODEL_COLUMNS, key: ['workspace', 'name'] };
  for await (const page of tables.pages(models)) {
    const names = [...new Set(page.map((row) => String(row['name'])))];
    const of = async (table: string, columns: string[]) =>
      groupedBy(
        await tables.readAmong('name', names, {
          table,
          columns: ['name', 'workspace', ...columns],
          texts: ['value', 'description'].filter((column) => columns.includes(column)),
        }),
        identityOf,
      );
    const tags = await of('registered_model_tags', ['key', 'value']);
    const aliases = await of('registered_model_aliases', ['alias', 'version']);
    const versions = await of('model_versions', VERSION_COLUMNS);
    const versionTags = await of('model_version_tags', ['version', 'key', 'value']);
    for (const row of page) {
      const key = identityOf(row);
      const place = `registered_models/${key}`;
      const itsTags = groupedBy(versionTags.get(key) ?? [], (tag) => String(tag['version']));
      yield {
        name: String(row['name']),
        workspace: workspaceOf(row),
        createdAt: momentOf(row['creation_time']),
        description: filledText(row['description']),
        tags: pairsOf(tags.get(key) ?? []),
        aliases: new Map((aliases.get(key) ?? []).map((each) => [String(each['alias']), String(each['version'])])),
        versions: (versions.get(key) ?? [])
          .flatMap((each) => versionOf(each, itsTags, place, observer))
          .sort((a, b) => a.number - b.number),
        place,
      };
    }
  }
}

/** One version; null where it is not there or not readable. */
export async function readVersion(
  tables: SqlTables,
  observer: SourceObserver,
  { name, workspace }: Pick<MlflowModel, 'name' | 'workspace'>,
  number: number,
): Promise<MlflowModelVersion | null> {
  const where = { where: '"name" = ? AND "version" = ?', values: [name, number] };
  const rows = await tables.read({ table: 'model_versions', columns: VERSION_COLUMNS, ...where });
  const row = rows.find((each) => workspaceOf(each) === workspace);
  return row === undefined
    ? null
    : (versionOf(row, new Map(), `registered_models/${identityOf(row)}`, observer)[0] ?? null);
}

function versionOf(
  row: SqlRow,
  tags: ReadonlyMap<string, readonly SqlRow[]>,
  model: string,
  { onProblem }: SourceObserver,
): MlflowModelVersion[] {
  const number = wholeOf(row['version']);
  const place = `${model}/version-${textOf(row['version'])}`;
  if (number === null || number < 1) {
    onProblem({ kind: 'modelVersion', path: place, reason: 'version: expected a whole number from 1' });
    return [];
  }
  const source = filledText(row['source']);
  return [
    {
      number,
      createdAt: momentOf(row['creation_time']),
      userId: filledText(row['user_id']),
      runId: filledText(row['run_id']),
      source,
      storageLocation: filledText(row['storage_location']),
      modelId: loggedModelOf(source),
      description: filledText(row['description']),
      ...keptStage(textOf(row['current_stage'])),
      tags: pairsOf(tags.get(String(number)) ?? []),
      place,
    },
  ];
}

function identityOf(row: SqlRow): string {
  const workspace = workspaceOf(row);
  return workspace === null ? String(row['name']) : `${workspace}/${row['name']}`;
}
