import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { loadLarge } from '#platform/loading/load-whole.js';
import type { Lock, Package } from '#values/environment-parts.js';
import type { EnvironmentVersionContext } from './environment-version.context.js';
import { EnvironmentVersion, type EnvironmentVersionRow } from './environment-version.entity.js';

/** What of an environment version may be large: read only where it is asked for. */
@Resolver(() => EnvironmentVersion)
export class EnvironmentVersionContentResolver {
  @FieldResolver()
  async manifest(@Root() row: EnvironmentVersionRow, @Ctx() context: EnvironmentVersionContext): Promise<object> {
    return loadLarge(row, 'manifest', context.loaders.wholeVersionById);
  }

  @FieldResolver()
  async packages(
    @Root() row: EnvironmentVersionRow,
    @Ctx() context: EnvironmentVersionContext,
  ): Promise<readonly Package[]> {
    return loadLarge(row, 'packages', context.loaders.wholeVersionById);
  }

  @FieldResolver()
  async lock(@Root() row: EnvironmentVersionRow, @Ctx() context: EnvironmentVersionContext): Promise<Lock | null> {
    return loadLarge(row, 'lock', context.loaders.wholeVersionById);
  }
}
