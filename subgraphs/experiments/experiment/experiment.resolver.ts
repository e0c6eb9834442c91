import { Arg, Args, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { archiveExperiment } from '../archival/archive.js';
import type { ExperimentsContext } from '../context.js';
import { Run } from '../run/run.entity.js';
import { Experiment } from './experiment.entity.js';

const ExperimentConnection = connectionType('Experiment', () => Experiment);
const RunConnection = connectionType('Run', () => Run);

/** An experiment that changed. */
@ObjectType({ description: 'The experiment as it is now.', simpleResolvers: true })
export class ExperimentPayload {
  @Field(() => Experiment, { description: 'The experiment.' })
  experiment: Experiment;
}

/** Fields and operations of experiments. */
@Resolver(() => Experiment)
export class ExperimentResolver {
  @Query(() => Experiment, { nullable: true, description: 'The experiment of that name; null where there is none.' })
  experiment(
    @Arg('name', () => String, { description: '`namespace/name`' }) name: string,
    @Ctx() { loaders }: ExperimentsContext,
  ): Promise<Experiment | null> {
    return loaders.experimentByName.load(name);
  }

  @Query(() => ExperimentConnection, { description: 'All experiments, newest first.' })
  experiments(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { experiments }: ExperimentsContext,
  ): Promise<Page<Experiment>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => experiments.page(page),
      () => experiments.count(),
    );
  }

  @Mutation(() => ExperimentPayload, { description: 'Puts an experiment away; it stays readable. Again is the same.' })
  async archiveExperiment(
    @Arg('experiment', () => String, { description: 'Its name.' }) name: string,
    @Arg('reason', () => String, { nullable: true, description: 'Why.' }) reason: string | null,
    @Ctx() context: ExperimentsContext,
  ): Promise<ExperimentPayload> {
    return { experiment: await archiveExperiment(name, reason ?? null, context) };
  }

  @FieldResolver(() => RunConnection, { description: 'Its runs, newest first.' })
  runs(
    @Root() experiment: Experiment,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { runs }: ExperimentsContext,
  ): Promise<Page<Run>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => runs.pageOf(experiment.id, page),
      () => runs.countOf(experiment.id),
    );
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it was put away; null where it was not.' })
  async archivedAt(@Root() experiment: Experiment, @Ctx() { loaders }: ExperimentsContext): Promise<Date | null> {
    return (await loaders.archivalBySubject.load(experiment.id))?.at ?? null;
  }
}
