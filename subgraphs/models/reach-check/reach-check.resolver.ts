import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { RULES } from '#values/actions.js';
import { AsOfArg } from '#values/as-of-arg.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Reproducibility } from '../model-version/reproducibility/reproducibility.js';
import { versionTarget } from '../model-version/version-target.js';
import type { ReachCheckContext } from './reach-check.context.js';
import { ReachCheck } from './reach-check.entity.js';
import { RecordReachCheckInput } from './record-reach-check.inputs.js';
import { recordReachCheck } from './record-reach-check.js';
import { RecordReachCheckPayload } from './record-reach-check.payload.js';

const ReachCheckConnection = connectionType('ReachCheck', () => ReachCheck);

/** Whether what a version names is still there. */
@Resolver(() => Reproducibility)
export class ResolvableResolver {
  @Mutation(() => RecordReachCheckPayload, {
    description:
      'Records whether the code and the files of a version are still where it says: what whoever calls has found, with credentials of their own; the server asks no place. Not safe to send twice without an idempotency key: each check is a fact of its moment.',
  })
  @Needs(RULES.CHECK_REACH, versionTarget)
  recordReachCheck(
    @Arg('input', () => RecordReachCheckInput, { description: 'The version, and what was found.' })
    input: RecordReachCheckInput,
    @Ctx() context: ReachCheckContext,
  ): Promise<RecordReachCheckPayload> {
    return recordReachCheck(input, context);
  }

  @FieldResolver(() => ReachCheck, {
    nullable: true,
    description:
      'Whether its code and its files are still where it says, by the last check that was recorded; null where nobody looked. `pedigraph check` looks.',
  })
  resolvable(
    @Root() { version }: Reproducibility,
    @AsOfArg() asOf: Date | null,
    @Ctx() { loaders }: ReachCheckContext,
  ): Promise<ReachCheck | null> {
    return loaders.reachCheckAsOf(asOf).load(version.id);
  }
}

/** The checks of a version over time. */
@Resolver(() => ModelVersion)
export class ModelVersionReachResolver {
  @FieldResolver(() => ReachCheckConnection, {
    description: 'Whether its code and its files were where it says, each time that somebody looked, newest first.',
  })
  reachChecks(
    @Root() version: ModelVersionRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { reachChecks }: ReachCheckContext,
  ): Promise<Page<ReachCheck>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => reachChecks.page(version.id, page),
      () => reachChecks.count(version.id),
    );
  }
}
