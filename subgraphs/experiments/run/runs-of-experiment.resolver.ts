import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { Experiment } from '../experiment/experiment.entity.js';
import type { RunContext } from './run.context.js';
import type { Run } from './run.entity.js';
import { RunConnection } from './run-connection.js';

/** The runs of an experiment. */
@Resolver(() => Experiment)
export class RunsOfExperimentResolver {
  @FieldResolver(() => RunConnection, { description: 'Its runs, newest first.' })
  runs(
    @Root() experiment: Experiment,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { runs }: RunContext,
  ): Promise<Page<Run>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => runs.pageOf(experiment.id, page),
      () => runs.countOf(experiment.id),
    );
  }
}
