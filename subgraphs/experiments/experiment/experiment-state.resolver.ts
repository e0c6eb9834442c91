import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import { AsOfArg } from '#values/as-of-arg.js';
import { DisplayName } from '#values/display-name.type.js';
import { archivedSince } from '../archival/archival.entity.js';
import { displayNamesOf } from '../name-change/display-names.js';
import { currentTags } from '../tag-change/current-tags.js';
import type { ExperimentContext } from './experiment.context.js';
import { Experiment } from './experiment.entity.js';

/** What became of an experiment since it was made. */
@Resolver(() => Experiment)
export class ExperimentStateResolver {
  @FieldResolver(() => String, {
    description: 'What people and other tools call it; its name where nobody gave it another.',
  })
  async displayName(@Root() { id, name }: Experiment, @Ctx() { loaders }: ExperimentContext): Promise<string> {
    return (await loaders.nameBySubject.load(id))?.name ?? name;
  }

  @FieldResolver(() => [DisplayName], { description: 'What it is called and was called, newest first.' })
  async displayNames(
    @Root() experiment: Experiment,
    @Ctx() { loaders }: ExperimentContext,
  ): Promise<readonly DisplayName[]> {
    return displayNamesOf(experiment, await loaders.namesBySubject.load(experiment.id));
  }

  @FieldResolver(() => JsonObject, { description: 'Its tags, by key.' })
  async tags(
    @Root() { id }: Experiment,
    @AsOfArg() asOf: Date | null,
    @Ctx() { loaders }: ExperimentContext,
  ): Promise<Record<string, string>> {
    return currentTags({}, await loaders.tagChangesAsOf(asOf).load(id));
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it was archived; null where it is not.' })
  async archivedAt(@Root() { id }: Experiment, @Ctx() { loaders }: ExperimentContext): Promise<Date | null> {
    return archivedSince(await loaders.archivalBySubject.load(id));
  }

  @FieldResolver(() => DateTime, {
    description: 'When it last changed itself: was made, renamed, tagged, archived or restored. Its runs do not count.',
  })
  async updatedAt(@Root() { id, createdAt }: Experiment, @Ctx() { loaders }: ExperimentContext): Promise<Date> {
    const [name, tags, archival] = await Promise.all([
      loaders.nameBySubject.load(id),
      loaders.tagChangesAsOf(null).load(id),
      loaders.archivalBySubject.load(id),
    ]);
    const moments = [createdAt, name?.at, archival?.at, ...tags.map(({ at }) => at)];
    return new Date(Math.max(...moments.map((moment) => moment?.getTime() ?? 0)));
  }
}
