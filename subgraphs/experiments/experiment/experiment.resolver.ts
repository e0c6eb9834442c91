import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { connectionType } from '#platform/paging/connection-type.js';
import type { Page } from '#platform/paging/page.js';
import type { ExperimentContext } from './experiment.context.js';
import { Experiment } from './experiment.entity.js';
import { ExperimentsArgs } from './experiments.args.js';
import { listExperiments } from './list-experiments.js';
import { MAX_RUNS_READ } from './logged-keys.repository.js';

const ExperimentConnection = connectionType('Experiment', () => Experiment, 'in the order that was asked for');

/** Queries of experiments, and what their runs have logged. */
@Resolver(() => Experiment)
export class ExperimentResolver {
  @Query(() => Experiment, {
    nullable: true,
    description: 'The experiment of that name, or of that id; null where there is none.',
  })
  experiment(
    @Arg('name', () => String, { nullable: true, description: '`namespace/name`' }) name: string | null,
    @Arg('id', () => ID, { nullable: true, description: 'Its UUID, in place of the name.' }) id: string | null,
    @Ctx() { loaders }: ExperimentContext,
  ): Promise<Experiment | null> {
    if (name != null && id == null) return loaders.experimentByName.load(name);
    if (name == null && id != null) return loaders.experimentById.load(id);
    throw new PedigraphError('BAD_USER_INPUT', 'Expected the name of an experiment or its id, and one of them alone.');
  }

  @Query(() => Experiment, {
    nullable: true,
    description:
      'The experiment in a namespace that is called so now and is not archived; null where there is none. `experiments` lists archived ones, too.',
  })
  async experimentByDisplayName(
    @Arg('namespace', () => String, { description: 'The namespace; empty for none.' }) namespace: string,
    @Arg('displayName', () => String, { description: 'What it is called.' }) displayName: string,
    @Ctx() { experiments, loaders }: ExperimentContext,
  ): Promise<Experiment | null> {
    const id = await experiments.idCalled(namespace, displayName);
    return id === null ? null : loaders.experimentById.load(id);
  }

  @Query(() => Experiment, {
    nullable: true,
    description:
      'The experiment with that id in the tool it came from; null where there is none. Archived or renamed, it is found all the same.',
  })
  async experimentByExternalId(
    @Arg('namespace', () => String, {
      nullable: true,
      description: 'The namespace; where left out, it is the oldest of those in any namespace.',
    })
    namespace: string | null,
    @Arg('externalId', () => String, { description: 'Such as `mlflow:12`.' }) externalId: string,
    @Ctx() { experiments, loaders }: ExperimentContext,
  ): Promise<Experiment | null> {
    const found = await experiments.withExternalId(externalId, namespace ?? null);
    const seen = await Promise.all(found.map(({ id }) => loaders.experimentById.load(id)));
    return seen.find((experiment) => experiment !== null) ?? null;
  }

  @Directive('@cost(weight: 200)')
  @Query(() => ExperimentConnection, {
    description: 'Experiments: all of them, newest first, where neither a filter nor an order is given.',
  })
  experiments(
    @Args(() => ExperimentsArgs) args: ExperimentsArgs,
    @Ctx() context: ExperimentContext,
  ): Promise<Page<Experiment>> {
    return listExperiments(args, context);
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
}
