import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import type { ModelContext } from './model.context.js';
import { Model } from './model.entity.js';

/** What a model is, by itself. */
@Resolver(() => Model)
export class ModelResolver {
  @Query(() => Model, { nullable: true, description: 'The registered model of that name; null where there is none.' })
  model(
    @Arg('name', () => String, { description: 'Its name, with its namespace: `fraud/detector`.' }) name: string,
    @Ctx() { loaders }: ModelContext,
  ): Promise<Model | null> {
    return loaders.modelByName.load(name);
  }

  @FieldResolver(() => DateTime, {
    description:
      'When it changed last: what it is called, its tags, notes, owners, description and aliases, whether it is archived, or a version that was registered.',
  })
  async updatedAt(@Root() model: Model, @Ctx() { loaders }: ModelContext): Promise<Date> {
    return (await loaders.updatedAtById.load(model.id)) ?? model.createdAt;
  }
}
