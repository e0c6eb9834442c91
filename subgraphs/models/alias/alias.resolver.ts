import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { RULES } from '#values/actions.js';
import { AsOfArg } from '#values/as-of-arg.js';
import { Model } from '../model/model.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import type { AliasContext } from './alias.context.js';
import { RemoveAliasInput, SetAliasInput } from './alias.inputs.js';
import { RemoveAliasPayload, SetAliasPayload } from './alias.payloads.js';
import { Alias } from './alias.type.js';
import { AliasChange } from './alias-change.entity.js';
import { targetOfAlias, targetOfSetAlias } from './alias-targets.js';
import { EffectiveAtArg } from './effective-at-arg.js';
import { removeAlias } from './remove-alias.js';
import { setAlias } from './set-alias.js';

const AliasChangeConnection = connectionType('AliasChange', () => AliasChange);

/** The aliases of a model, and their moves. */
@Resolver(() => Model)
export class ModelAliasResolver {
  @Mutation(() => SetAliasPayload, {
    description:
      'Points an alias to a version; with `expected`, only where it points to that version now. The status PRODUCTION goes with the alias `production`: the version it points to has it, the one it left is APPROVED. Where it points there already, nothing changes. Safe to send twice without an idempotency key as long as nobody writes the same in between, or with `expected`.',
  })
  @Needs(RULES.MOVE_ALIAS, targetOfSetAlias)
  setAlias(
    @Arg('input', () => SetAliasInput, { description: 'The alias, and the version it shall point to.' })
    input: SetAliasInput,
    @Ctx() context: AliasContext,
  ): Promise<SetAliasPayload> {
    return setAlias(input, context);
  }

  @Mutation(() => RemoveAliasPayload, {
    description:
      'Removes an alias; its history stays. With `expected`, only where it points to that version now. The version that `production` left is APPROVED. Sent twice, the second is NOT_FOUND and changes nothing. Safe to send twice without an idempotency key as long as nobody writes the same in between, or with `expected`.',
  })
  @Needs(RULES.MOVE_ALIAS, targetOfAlias)
  removeAlias(
    @Arg('input', () => RemoveAliasInput, { description: 'Which alias.' }) input: RemoveAliasInput,
    @Ctx() context: AliasContext,
  ): Promise<RemoveAliasPayload> {
    return removeAlias(input, context);
  }

  @FieldResolver(() => [Alias], { description: 'Its aliases, by name.' })
  aliases(
    @Root() model: Model,
    @AsOfArg() asOf: Date | null,
    @EffectiveAtArg() effectiveAt: Date | null,
    @Ctx() { loaders }: AliasContext,
  ): Promise<Alias[]> {
    return aliasesOf(model.id, { asOf, effectiveAt }, loaders);
  }

  @FieldResolver(() => Alias, {
    nullable: true,
    description: 'One of its aliases; null where it has none of that name.',
  })
  async alias(
    @Root() model: Model,
    @Arg('name', () => String, { description: 'The alias: `production`.' }) name: string,
    @AsOfArg() asOf: Date | null,
    @EffectiveAtArg() effectiveAt: Date | null,
    @Ctx() { loaders }: AliasContext,
  ): Promise<Alias | null> {
    const aliases = await aliasesOf(model.id, { asOf, effectiveAt }, loaders);
    return aliases.find((alias) => alias.name === name) ?? null;
  }

  @FieldResolver(() => AliasChangeConnection, { description: 'Every move of its aliases, newest first.' })
  aliasHistory(
    @Root() model: Model,
    @Arg('alias', () => String, { nullable: true, description: 'Of this alias only.' }) alias: string | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { aliases }: AliasContext,
  ): Promise<Page<AliasChange>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => aliases.pageOfChanges(model.id, alias ?? null, page),
      () => aliases.countOfChanges(model.id, alias ?? null),
    );
  }
}

/** The aliases that point to a version. */
@Resolver(() => ModelVersion)
export class ModelVersionAliasResolver {
  @FieldResolver(() => [Alias], { description: 'The aliases that point to it, by name.' })
  async aliases(
    @Root() version: ModelVersionRow,
    @AsOfArg() asOf: Date | null,
    @EffectiveAtArg() effectiveAt: Date | null,
    @Ctx() { loaders }: AliasContext,
  ): Promise<Alias[]> {
    const aliases = await aliasesOf(version.modelId, { asOf, effectiveAt }, loaders);
    return aliases.filter(({ modelVersion }) => modelVersion.id === version.id);
  }
}

/** The aliases of a model; without a moment in the world, as they were recorded. */
function aliasesOf(
  modelId: string,
  { asOf, effectiveAt }: { readonly asOf: Date | null; readonly effectiveAt: Date | null },
  loaders: AliasContext['loaders'],
): Promise<Alias[]> {
  // A variable that is left out comes as undefined.
  const at = effectiveAt ?? null;
  const aliases =
    at === null ? loaders.aliasesAsOf(asOf) : loaders.aliasesInEffect({ asOf: asOf ?? null, effectiveAt: at });
  return aliases.load(modelId);
}

/** What a move of an alias points to. */
@Resolver(() => AliasChange)
export class AliasChangeResolver {
  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: 'The version it pointed to from then on; null where it was removed.',
  })
  async modelVersion(
    @Root() { modelVersionId }: AliasChange,
    @Ctx() { loaders }: AliasContext,
  ): Promise<ModelVersionRow | null> {
    return modelVersionId === null ? null : loaders.versionById.load(modelVersionId);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'Until when it pointed there: the moment of the next move. Null where it still does.',
  })
  async validTo(@Root() change: AliasChange, @Ctx() { loaders }: AliasContext): Promise<Date | null> {
    return (await loaders.nextAliasChange.load(change))?.validFrom ?? null;
  }
}
