import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CatalogContext } from '../context.js';
import { LineageArgs } from '../lineage/lineage.args.js';
import { LINEAGE_FIELD, Lineage } from '../lineage/lineage.type.js';
import { EnvironmentVersionStub } from './environment-version.stub.js';

/** What the catalog adds to an environment version. */
@Resolver(() => EnvironmentVersionStub)
export class EnvironmentVersionLineageResolver {
  @FieldResolver(() => Lineage, LINEAGE_FIELD)
  lineage(
    @Root() { id }: EnvironmentVersionStub,
    @Args(() => LineageArgs) args: LineageArgs,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<Lineage | null> {
    return loaders.lineageBy(args).load(id);
  }
}
