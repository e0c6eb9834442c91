import { Field, Int, ObjectType } from 'type-graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type PageArgs, readPage } from '#platform/paging/page.js';
import { DateTime, Json, MetricValue } from '#platform/scalars/scalars.js';
import { createPace } from '#platform/turns/pace.js';
import { INITIAL_STATUS, ModelVersionStatus } from '#values/model-version-status.js';
import type { ModelsContext } from '../context.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { readRuns } from '../model-version/reproducibility/read-runs.js';
import type { Model } from './model.entity.js';

/** One version as a row. */
@ObjectType({ description: 'One version as a row of a table.', simpleResolvers: true })
export class VersionRow {
  @Field(() => String, { description: 'Its SemVer version.' })
  version: string;

  @Field(() => String, { description: 'Its ref.' })
  ref: string;

  @Field(() => DateTime, { description: 'When it was registered.' })
  createdAt: Date;

  @Field(() => String, { description: 'Who registered it.' })
  createdBy: string;

  @Field(() => ModelVersionStatus, { description: 'Where it stands in its life.' })
  status: ModelVersionStatus;

  @Field(() => [MetricValue], {
    nullable: 'items',
    description: 'The last value in its run of each metric, in the order asked; null where there is none.',
  })
  metrics: readonly (number | string | null)[];

  @Field(() => [Json], {
    nullable: 'items',
    description: 'The value in its run of each parameter, in the order asked; null where there is none.',
  })
  parameters: readonly unknown[];
}

/** Versions as rows. */
@ObjectType({ description: 'Versions as rows, newest first.', simpleResolvers: true })
export class VersionTable {
  @Field(() => [VersionRow], { description: 'The rows.' })
  rows: readonly VersionRow[];

  @Field(() => String, {
    nullable: true,
    description: 'Pass it as `after` for the next rows; null where there are none.',
  })
  next: string | null;

  @Field(() => Int, { description: 'How many rows these are.' })
  count: number;
}

/** The most columns of metrics, and of parameters. */
export const MAX_COLUMNS = 500;

/** Which rows and columns. */
export interface TableRequest {
  readonly model: Model;
  readonly metrics: readonly string[];
  readonly parameters: readonly string[];
  readonly args: PageArgs;
}

/**
 * A page of a model's versions as flat rows: their runs are asked for once.
 * @throws {PedigraphError} BAD_USER_INPUT for more columns than a row has.
 */
export async function versionTable(request: TableRequest, context: ModelsContext): Promise<VersionTable> {
  const { model, args } = request;
  const { versions, loaders, ports } = context;
  for (const argument of ['metrics', 'parameters'] as const) refuseTooMany(argument, request[argument].length);
  const page = await readPage<ModelVersionRow>(
    args,
    (row) => row.id,
    (wanted) => versions.pageOf(model.id, wanted),
    () => versions.countOf(model.id),
  );
  const runs = await readRuns(
    page.nodes.flatMap((version) => version.runPin?.id ?? []),
    ports,
  );
  const statuses = await loaders.statusAsOf(null).loadMany(page.nodes.map((version) => version.id));
  const pace = createPace();
  const rows: VersionRow[] = [];
  for (const [index, version] of page.nodes.entries()) {
    const run = version.runPin === null ? undefined : runs.get(version.runPin.id);
    const status = statuses[index];
    if (status instanceof Error) throw status;
    const { version: number, ref, createdAt, createdBy } = version;
    const lastValues = new Map(run?.metrics.map(({ key, value }) => [key, value]));
    rows.push({
      version: number,
      ref,
      createdAt,
      createdBy,
      status: status?.status ?? INITIAL_STATUS,
      metrics: request.metrics.map((key) => lastValues.get(key) ?? null),
      parameters: request.parameters.map((key) => valueOfKey(run?.parameters, key)),
    });
    const turn = pace.spend(lastValues.size + request.metrics.length + request.parameters.length);
    if (turn !== undefined) await turn;
  }
  const { hasNextPage, endCursor } = page.pageInfo;
  return { rows, next: hasNextPage ? endCursor : null, count: rows.length };
}

function refuseTooMany(argument: 'metrics' | 'parameters', length: number): void {
  if (length <= MAX_COLUMNS) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected at most ${MAX_COLUMNS} columns of ${argument}, but got ${length}: ask for them in parts.`,
    { max: MAX_COLUMNS },
  );
}

function valueOfKey(values: Readonly<Record<string, unknown>> | undefined, key: string): unknown {
  return values !== undefined && Object.hasOwn(values, key) ? values[key] : null;
}
