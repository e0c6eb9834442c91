import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { RULES } from '#values/actions.js';
import { Model } from '../model/model.entity.js';
import { targetModel } from '../model/require-model.js';
import type { ArchivalContext } from './archival.context.js';
import { ArchiveModelInput, RestoreModelInput } from './archival.inputs.js';
import { ArchiveModelPayload, RestoreModelPayload } from './archival.payloads.js';
import { archiveModel, restoreModel } from './archive-model.js';

/** Whether models are archived. */
@Resolver(() => Model)
export class ArchivalResolver {
  @FieldResolver(() => DateTime, { nullable: true, description: 'Since when it is archived; null where it is not.' })
  async archivedAt(@Root() model: Model, @Ctx() { loaders }: ArchivalContext): Promise<Date | null> {
    const last = await loaders.lastArchival.load(model.id);
    return last?.archived ? last.at : null;
  }

  @Mutation(() => ArchiveModelPayload, {
    description:
      'Archives a model: lists leave it out where they are not asked for it, and its display name is free for another one. It stays readable by name, and its versions, aliases and refs are what they were. Again is the same. Safe to send twice without an idempotency key as long as nobody restores it in between.',
  })
  @Needs(RULES.ARCHIVE_MODEL, ({ model }: ArchiveModelInput, context: ArchivalContext) => targetModel(model, context))
  archiveModel(
    @Arg('input', () => ArchiveModelInput, { description: 'The model, and why.' }) input: ArchiveModelInput,
    @Ctx() context: ArchivalContext,
  ): Promise<ArchiveModelPayload> {
    return archiveModel(input, context);
  }

  @Mutation(() => RestoreModelPayload, {
    description:
      'Takes the archival of a model back. CONFLICT where another model of its namespace is called as it is meanwhile: rename one of the two first. Again is the same. Safe to send twice without an idempotency key as long as nobody archives it in between.',
  })
  @Needs(RULES.ARCHIVE_MODEL, ({ model }: RestoreModelInput, context: ArchivalContext) => targetModel(model, context))
  restoreModel(
    @Arg('input', () => RestoreModelInput, { description: 'The model, and why.' }) input: RestoreModelInput,
    @Ctx() context: ArchivalContext,
  ): Promise<RestoreModelPayload> {
    return restoreModel(input, context);
  }
}
