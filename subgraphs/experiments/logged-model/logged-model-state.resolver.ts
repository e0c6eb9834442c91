import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { parseLarge } from '#platform/database/rows/row-shape.js';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import { Artifact } from '#values/artifact.js';
import { AsOfArg } from '#values/as-of-arg.js';
import { LoggedModelStatus } from '#values/logged-model-status.js';
import { seenManifest } from '#values/seen-manifest.js';
import { archivedSince } from '../archival/archival.entity.js';
import { Experiment } from '../experiment/experiment.entity.js';
import { Run } from '../run/run.entity.js';
import { currentTags } from '../tag-change/current-tags.js';
import type { LoggedModelContext } from './logged-model.context.js';
import { LoggedModel } from './logged-model.entity.js';

/** What a logged model is made of, and what became of it. */
@Resolver(() => LoggedModel)
export class LoggedModelStateResolver {
  @FieldResolver(() => Experiment, { description: 'The experiment it belongs to.' })
  experiment(
    @Root() { experimentId }: LoggedModel,
    @Ctx() { loaders }: LoggedModelContext,
  ): Promise<Experiment | null> {
    return loaders.experimentById.load(experimentId);
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run that made it.' })
  async run(@Root() { runId }: LoggedModel, @Ctx() { loaders }: LoggedModelContext): Promise<Run | null> {
    return runId === null ? null : loaders.runById.load(runId);
  }

  @FieldResolver(() => JsonObject, { description: 'Its parameters: names to values.' })
  async parameters(
    @Root() { id }: LoggedModel,
    @Arg('includeAfterEnd', () => Boolean, {
      defaultValue: false,
      description: 'Also those that came after it was READY.',
    })
    includeAfterEnd: boolean,
    @Ctx() { loaders }: LoggedModelContext,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { sealed, all } = await loaders.parametersByLoggedModel.load(id);
    return includeAfterEnd ? all : sealed;
  }

  @FieldResolver(() => JsonObject, {
    description: 'Its tags, by key: those it was made with, and what `setLoggedModelTags` changed since.',
  })
  async tags(
    @Root() { id, tags }: LoggedModel,
    @AsOfArg() asOf: Date | null,
    @Ctx() { loaders }: LoggedModelContext,
  ): Promise<Record<string, string>> {
    return currentTags(tags, await loaders.tagChangesAsOf(asOf).load(id));
  }

  @FieldResolver(() => LoggedModelStatus, { description: 'The status of a logged model.' })
  async status(@Root() { id }: LoggedModel, @Ctx() { loaders }: LoggedModelContext): Promise<LoggedModelStatus> {
    if ((await loaders.endByLoggedModel.load(id)) !== null) return 'READY';
    return (await loaders.failureByLoggedModel.load(id)) === null ? 'PENDING' : 'FAILED';
  }

  @FieldResolver(() => String, { nullable: true, description: 'More of its status, in words.' })
  async statusMessage(@Root() { id }: LoggedModel, @Ctx() context: LoggedModelContext): Promise<string | null> {
    return (await lastEnding(id, context))?.message ?? null;
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'Since when it is READY or FAILED; null while it is PENDING.',
  })
  async finishedAt(@Root() { id }: LoggedModel, @Ctx() context: LoggedModelContext): Promise<Date | null> {
    return (await lastEnding(id, context))?.at ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who said that it is; null while it is PENDING.' })
  async finishedBy(@Root() { id }: LoggedModel, @Ctx() context: LoggedModelContext): Promise<string | null> {
    return (await lastEnding(id, context))?.by ?? null;
  }

  @FieldResolver(() => [Artifact], { description: 'Its files; empty while it is not READY.' })
  async artifacts(@Root() { id }: LoggedModel, @Ctx() { loaders }: LoggedModelContext): Promise<readonly Artifact[]> {
    return (await loaders.wholeEndByLoggedModel.load(id))?.artifacts ?? [];
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: '`sha256:…` over the RFC 8785 canonical JSON of `manifest`; null while it is not READY.',
  })
  async digest(@Root() { id }: LoggedModel, @Ctx() { loaders }: LoggedModelContext): Promise<string | null> {
    return (await loaders.endByLoggedModel.load(id))?.digest ?? null;
  }

  @FieldResolver(() => JsonObject, { nullable: true, description: 'What is sealed; null while it is not READY.' })
  async manifest(@Root() { id }: LoggedModel, @Ctx() { loaders, caller }: LoggedModelContext): Promise<object | null> {
    const end = await loaders.wholeEndByLoggedModel.load(id);
    if (end === null) return null;
    await parseLarge(end, 'manifest');
    return seenManifest(end.manifest, caller.rights);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it was archived; null where it is not.' })
  async archivedAt(@Root() { id }: LoggedModel, @Ctx() { loaders }: LoggedModelContext): Promise<Date | null> {
    return archivedSince(await loaders.archivalBySubject.load(id));
  }

  @FieldResolver(() => DateTime, {
    description: 'When it last changed itself: was made, ended, tagged, archived or restored.',
  })
  async updatedAt(@Root() { id, createdAt }: LoggedModel, @Ctx() context: LoggedModelContext): Promise<Date> {
    const { loaders } = context;
    const [ending, tags, archival] = await Promise.all([
      lastEnding(id, context),
      loaders.tagChangesAsOf(null).load(id),
      loaders.archivalBySubject.load(id),
    ]);
    const moments = [createdAt, ending?.at, archival?.at, ...tags.map(({ at }) => at)];
    return new Date(Math.max(...moments.map((moment) => moment?.getTime() ?? 0)));
  }
}

/** How its making ended last; null while it has not. */
async function lastEnding(id: string, { loaders }: LoggedModelContext) {
  return (await loaders.endByLoggedModel.load(id)) ?? loaders.failureByLoggedModel.load(id);
}
