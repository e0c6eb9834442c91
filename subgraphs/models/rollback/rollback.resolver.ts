import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { RULES } from '#values/actions.js';
import { AliasChange } from '../alias/alias-change.entity.js';
import { targetOfAlias } from '../alias/alias-targets.js';
import { Model } from '../model/model.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { rollBack } from './roll-back.js';
import type { RollbackContext } from './rollback.context.js';
import { Rollback } from './rollback.entity.js';
import { RollbackInput } from './rollback.inputs.js';
import { RollbackPayload } from './rollback.payload.js';

const RollbackConnection = connectionType('Rollback', () => Rollback);

/** The rollbacks of a model. */
@Resolver(() => Model)
export class ModelRollbackResolver {
  @Mutation(() => RollbackPayload, {
    description:
      'Rolls an alias back to the version before, and with it the live deployments of the version it leaves: all at once or not at all. Sent twice without `expected`, it goes back twice; with `expected`, the second is refused as a CONFLICT that names the version the alias points to. Where the version lost the alias because it was quarantined or archived, it goes back as if the alias still pointed there. Safe to send twice without an idempotency key where it has `expected`.',
  })
  @Needs(RULES.ROLL_BACK, targetOfAlias)
  rollback(
    @Arg('input', () => RollbackInput, { description: 'Which alias, and why.' }) input: RollbackInput,
    @Ctx() context: RollbackContext,
  ): Promise<RollbackPayload> {
    return rollBack(input, context);
  }

  @FieldResolver(() => RollbackConnection, { description: 'Its rollbacks, newest first.' })
  rollbacks(
    @Root() model: Model,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { rollbacks }: RollbackContext,
  ): Promise<Page<Rollback>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => rollbacks.page(model.id, page),
      () => rollbacks.count(model.id),
    );
  }
}

/** The versions of a rollback. */
@Resolver(() => Rollback)
export class RollbackResolver {
  @FieldResolver(() => ModelVersion, { description: 'The version that the alias left.' })
  from(@Root() { fromVersionId }: Rollback, @Ctx() { loaders }: RollbackContext): Promise<ModelVersionRow | null> {
    return loaders.versionById.load(fromVersionId);
  }

  @FieldResolver(() => ModelVersion, { description: 'The version that it went back to.' })
  to(@Root() { toVersionId }: Rollback, @Ctx() { loaders }: RollbackContext): Promise<ModelVersionRow | null> {
    return loaders.versionById.load(toVersionId);
  }
}

/** The rollback by which an alias moved. */
@Resolver(() => AliasChange)
export class AliasChangeRollbackResolver {
  @FieldResolver(() => Rollback, {
    nullable: true,
    description:
      'The rollback that moved it, with what it left and how long that had stood; null where it moved otherwise.',
  })
  rollback(@Root() { id }: AliasChange, @Ctx() { loaders }: RollbackContext): Promise<Rollback | null> {
    return loaders.rollbackById.load(id);
  }
}
