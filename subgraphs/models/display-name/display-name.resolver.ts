import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import { AsOfArg } from '#values/as-of-arg.js';
import { DisplayName, MAX_DISPLAY_NAMES } from '#values/display-name.type.js';
import { displayNameOf, firstDisplayNameOf } from '../model/current-display-name.js';
import { Model } from '../model/model.entity.js';
import { targetModel } from '../model/require-model.js';
import type { DisplayNameContext } from './display-name.context.js';
import { RenameModelInput } from './rename-model.inputs.js';
import { renameModel } from './rename-model.js';
import { RenameModelPayload } from './rename-model.payload.js';

/** What models are called, and how one is found by it. */
@Resolver(() => Model)
export class DisplayNameResolver {
  @Query(() => Model, {
    nullable: true,
    description:
      'The model of that namespace that is called so now and is not archived; null where there is none. `search` finds it by what it was called before, too.',
  })
  async modelByDisplayName(
    @Arg('namespace', () => String, { description: 'The namespace of its name: `fraud`; empty where it has none.' })
    namespace: string,
    @Arg('displayName', () => String, { description: 'What it is called.' }) displayName: string,
    @Ctx() { displayNames, loaders }: DisplayNameContext,
  ): Promise<Model | null> {
    const id = await displayNames.holderOf(namespace, displayName);
    return id === null ? null : loaders.modelById.load(id);
  }

  @FieldResolver(() => String, {
    description:
      'What people and other tools call it: any text. No two models of a namespace that are not archived are called the same. Its name where nobody gave it another.',
  })
  async displayName(
    @Root() model: Model,
    @AsOfArg() asOf: Date | null,
    @Ctx() { loaders }: DisplayNameContext,
  ): Promise<string> {
    return displayNameOf(model, await loaders.displayNameChangeAsOf(asOf).load(model.id));
  }

  @FieldResolver(() => [DisplayName], {
    description: `What it is called and was called, newest first; at most the last ${MAX_DISPLAY_NAMES} changes.`,
  })
  async displayNames(@Root() model: Model, @Ctx() { loaders }: DisplayNameContext): Promise<DisplayName[]> {
    const changes = await loaders.displayNameChanges.load(model.id);
    const first = { displayName: firstDisplayNameOf(model), validFrom: model.createdAt, actor: model.createdBy };
    return [...changes.map(({ displayName, at, by }) => ({ displayName, validFrom: at, actor: by })), first];
  }

  @Mutation(() => RenameModelPayload, {
    description:
      'Calls a model otherwise; with `expected`, only where it is called so now. Its name stays, and so do all refs to it; what it was called stays in its history. Where it is called so already, nothing changes. Safe to send twice without an idempotency key as long as nobody writes the same in between, or with `expected`.',
  })
  @Needs(RULES.RENAME_MODEL, ({ model }: RenameModelInput, context: DisplayNameContext) => targetModel(model, context))
  renameModel(
    @Arg('input', () => RenameModelInput, { description: 'What it is to be called.' }) input: RenameModelInput,
    @Ctx() context: DisplayNameContext,
  ): Promise<RenameModelPayload> {
    return renameModel(input, context);
  }
}
