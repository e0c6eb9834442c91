import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { RULES } from '#values/actions.js';
import { ArchiveExperimentInput } from './archive-experiment.inputs.js';
import { archiveExperiment, targetOfArchiving } from './archive-experiment.js';
import { ArchiveExperimentPayload } from './archive-experiment.payload.js';
import type { ExperimentContext } from './experiment.context.js';
import { Experiment } from './experiment.entity.js';
import { MAX_RUNS_READ } from './logged-keys.repository.js';

const ExperimentConnection = connectionType('Experiment', () => Experiment);

/** Fields and operations of experiments. */
@Resolver(() => Experiment)
export class ExperimentResolver {
  @Query(() => Experiment, { nullable: true, description: 'The experiment of that name; null where there is none.' })
  experiment(
    @Arg('name', () => String, { description: '`namespace/name`' }) name: string,
    @Ctx() { loaders }: ExperimentContext,
  ): Promise<Experiment | null> {
    return loaders.experimentByName.load(name);
  }

  @Query(() => ExperimentConnection, { description: 'All experiments, newest first.' })
  experiments(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { experiments, caller }: ExperimentContext,
  ): Promise<Page<Experiment>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => experiments.page(page, caller.rights),
      () => experiments.count(caller.rights),
    );
  }

  @Mutation(() => ArchiveExperimentPayload, {
    description:
      'Archives an experiment: it says so and stays readable, as do its runs. Again is the same. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.ARCHIVE_EXPERIMENT, targetOfArchiving)
  archiveExperiment(
    @Arg('input', () => ArchiveExperimentInput, { description: 'The experiment, and why.' })
    input: ArchiveExperimentInput,
    @Ctx() context: ExperimentContext,
  ): Promise<ArchiveExperimentPayload> {
    return archiveExperiment(input, context);
  }

  @FieldResolver(() => [String], {
    description: `The metrics that its runs have logged, by name; of the newest ${MAX_RUNS_READ} runs.`,
  })
  metricKeys(@Root() { id }: Experiment, @Ctx() { loaders }: ExperimentContext): Promise<readonly string[]> {
    return loaders.metricKeysByExperiment.load(id);
  }

  @FieldResolver(() => [String], {
    description: `The parameters that its runs have, by name; of the newest ${MAX_RUNS_READ} runs.`,
  })
  parameterKeys(@Root() { id }: Experiment, @Ctx() { loaders }: ExperimentContext): Promise<readonly string[]> {
    return loaders.parameterKeysByExperiment.load(id);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it was archived; null where it was not.' })
  async archivedAt(@Root() experiment: Experiment, @Ctx() { loaders }: ExperimentContext): Promise<Date | null> {
    return (await loaders.archivalBySubject.load(experiment.id))?.at ?? null;
  }
}
