import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { Experiment } from '../experiment/experiment.entity.js';
import type { LoggedModelContext } from './logged-model.context.js';
import { LoggedModel } from './logged-model.entity.js';
import { LoggedModelConnection } from './logged-model-connection.js';

/** How logged models are found. */
@Resolver(() => Experiment)
export class LoggedModelResolver {
  @Query(() => LoggedModel, {
    nullable: true,
    description: 'The logged model of that id; null where there is none.',
  })
  loggedModel(
    @Arg('id', () => ID, { description: 'Its UUID.' }) id: string,
    @Ctx() { loaders }: LoggedModelContext,
  ): Promise<LoggedModel | null> {
    return loaders.loggedModelById.load(id);
  }

  @Query(() => LoggedModel, {
    nullable: true,
    description: 'The logged model with that id in the tool it came from; null where there is none.',
  })
  async loggedModelByExternalId(
    @Arg('experiment', () => String, { description: 'The experiment’s name.' }) experiment: string,
    @Arg('externalId', () => String, { description: 'Such as `mlflow:m-8f2c…`.' }) externalId: string,
    @Ctx() { loaders, loggedModels }: LoggedModelContext,
  ): Promise<LoggedModel | null> {
    const found = await loaders.experimentByName.load(experiment);
    return found && loggedModels.withExternalId(found.id, externalId);
  }

  @FieldResolver(() => LoggedModelConnection, { description: 'Its logged models, newest first.' })
  loggedModels(
    @Root() { id }: Experiment,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loggedModels }: LoggedModelContext,
  ): Promise<Page<LoggedModel>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => loggedModels.pageOf(id, page),
      () => loggedModels.countOf(id),
    );
  }
}
