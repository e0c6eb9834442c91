import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { PageArgs } from '#platform/paging/page.js';
import { Model } from '../model/model.entity.js';
import { VERSIONS_WITH_KEYS } from './keys-of-model.js';
import { unknownKeys } from './unknown-keys.js';
import { VersionRow } from './version-row.type.js';
import type { VersionTableContext } from './version-table.context.js';
import { MAX_COLUMNS, type VersionTablePage, versionTable } from './version-table.js';

const ModelVersionRowConnection = connectionType('ModelVersionRow', () => VersionRow);

/** The versions of a model as a table, and what its columns may be. */
@Resolver(() => Model)
export class VersionTableResolver {
  @FieldResolver(() => ModelVersionRowConnection, {
    description:
      'Its versions as flat rows, the highest first, with the metrics and parameters of their runs as columns.',
  })
  versionTable(
    @Root() model: Model,
    @Arg('metrics', () => [String], {
      defaultValue: [],
      description: `The keys of the metrics, at most ${MAX_COLUMNS}; \`metricKeys\` has those there are.`,
    })
    metrics: string[],
    @Arg('parameters', () => [String], {
      defaultValue: [],
      description: `The keys of the parameters, at most ${MAX_COLUMNS}; \`parameterKeys\` has those there are.`,
    })
    parameters: string[],
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: VersionTableContext,
  ): Promise<VersionTablePage> {
    return versionTable({ model, metrics, parameters, args }, context);
  }

  @FieldResolver(() => [String], {
    description: `The keys of all metrics that its newest ${VERSIONS_WITH_KEYS} versions have a value of, in their runs or evaluations; sorted.`,
  })
  async metricKeys(@Root() model: Model, @Ctx() { loaders }: VersionTableContext): Promise<readonly string[]> {
    return (await loaders.keysOfModel.load(model.id)).metrics;
  }

  @FieldResolver(() => [String], {
    description: `The keys of all parameters of the runs that produced its newest ${VERSIONS_WITH_KEYS} versions; sorted.`,
  })
  async parameterKeys(@Root() model: Model, @Ctx() { loaders }: VersionTableContext): Promise<readonly string[]> {
    return (await loaders.keysOfModel.load(model.id)).parameters;
  }

  @FieldResolver(() => [String], {
    description: `The slices that its newest ${VERSIONS_WITH_KEYS} versions were evaluated on, sorted; \`metricTrend\` takes one.`,
  })
  async slices(
    @Root() model: Model,
    @Ctx() { versions, evaluations }: VersionTableContext,
  ): Promise<readonly string[]> {
    return evaluations.slicesOf(await versions.newestIds(model.id, VERSIONS_WITH_KEYS));
  }
}

/** Which columns of a table no version fills. */
@Resolver(() => ModelVersionRowConnection)
export class UnknownColumnsResolver {
  @FieldResolver(() => [String], {
    description: `Those of the metrics asked for that none of the model's newest ${VERSIONS_WITH_KEYS} versions has: misspelt, perhaps. \`Model.metricKeys\` has the keys there are.`,
  })
  unknownMetrics(@Root() page: VersionTablePage, @Ctx() context: VersionTableContext): Promise<readonly string[]> {
    return unknownKeys('metrics', page, context);
  }

  @FieldResolver(() => [String], {
    description: `Those of the parameters asked for that none of the model's newest ${VERSIONS_WITH_KEYS} versions has: misspelt, perhaps. \`Model.parameterKeys\` has the keys there are.`,
  })
  unknownParameters(@Root() page: VersionTablePage, @Ctx() context: VersionTableContext): Promise<readonly string[]> {
    return unknownKeys('parameters', page, context);
  }
}
