import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type Page, type PageArgs, readPage } from '#platform/paging/page.js';
import { createPace } from '#platform/turns/pace.js';
import { INITIAL_STATUS } from '#values/model-version-status.js';
import { columnName } from '#values/table-column.js';
import type { Model } from '../model/model.entity.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { readProducingRuns } from '../model-version/run-attachment/producing-runs.js';
import type { VersionRow } from './version-row.type.js';
import type { VersionTableContext } from './version-table.context.js';

/** The most columns of metrics, and of parameters. */
export const MAX_COLUMNS = 500;

/** Which rows and columns. */
export interface TableRequest {
  readonly model: Model;
  readonly metrics: readonly string[];
  readonly parameters: readonly string[];
  readonly args: PageArgs;
}

/** A page of rows, and of which table it is. */
export interface VersionTablePage extends Page<VersionRow> {
  readonly request: TableRequest;
}

/**
 * A page of a model's versions as flat rows: their runs are read in one request.
 * @throws {PedigraphError} BAD_USER_INPUT for more columns than a row has.
 */
export async function versionTable(request: TableRequest, context: VersionTableContext): Promise<VersionTablePage> {
  const { model, args } = request;
  const { versions, loaders } = context;
  for (const argument of ['metrics', 'parameters'] as const) refuseTooMany(argument, request[argument].length);
  const page = await readPage<ModelVersionRow>(
    args,
    (row) => row.id,
    (wanted) => versions.pageOf(model.id, wanted),
    () => versions.countOf(model.id),
  );
  const runs = await readProducingRuns(page.nodes, context);
  const statuses = await loaders.statusAsOf(null).loadMany(page.nodes.map((version) => version.id));
  const pace = createPace();
  const edges: { node: VersionRow; cursor: string }[] = [];
  for (const [index, { node: row, cursor }] of page.edges.entries()) {
    const run = runs.get(row.id);
    const status = statuses[index];
    if (status instanceof Error) throw status;
    const { version, ref, createdAt, createdBy } = row;
    const lastValues = new Map(run?.metrics.map(({ key, value }) => [key, value]));
    const metrics = request.metrics.map((key) => ({ key, value: lastValues.get(key) ?? null }));
    const parameters = request.parameters.map((key) => ({ key, value: valueOfKey(run?.parameters, key) }));
    const node: VersionRow = {
      version,
      ref,
      createdAt,
      createdBy,
      status: status?.status ?? INITIAL_STATUS,
      metrics,
      parameters,
      values: () => valuesByName({ metric: metrics, parameter: parameters }),
    };
    edges.push({ node, cursor });
    const turn = pace.spend(lastValues.size + request.metrics.length + request.parameters.length);
    if (turn !== undefined) await turn;
  }
  return { ...page, edges, nodes: edges.map(({ node }) => node), request };
}

function refuseTooMany(argument: 'metrics' | 'parameters', length: number): void {
  if (length <= MAX_COLUMNS) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected at most ${MAX_COLUMNS} columns of ${argument}, but got ${length}: ask for them in parts.`,
    { max: MAX_COLUMNS },
  );
}

function valuesByName(row: Readonly<Record<'metric' | 'parameter', readonly { key: string; value: unknown }[]>>) {
  const named = (['metric', 'parameter'] as const).flatMap((subject) =>
    row[subject].map(({ key, value }) => [columnName(subject, key), value] as const),
  );
  return Object.fromEntries(named);
}

function valueOfKey(values: Readonly<Record<string, unknown>> | undefined, key: string): unknown {
  return values !== undefined && Object.hasOwn(values, key) ? values[key] : null;
}
