import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CatalogContext } from '../context.js';
import { LineageArgs } from '../lineage/lineage.args.js';
import { LINEAGE_FIELD, Lineage } from '../lineage/lineage.type.js';
import { RunStub } from './run.stub.js';

/** What the catalog adds to a run. */
@Resolver(() => RunStub)
export class RunLineageResolver {
  @FieldResolver(() => Lineage, LINEAGE_FIELD)
  lineage(
    @Root() { id }: RunStub,
    @Args(() => LineageArgs) args: LineageArgs,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<Lineage | null> {
    return loaders.lineageBy(args).load(id);
  }
}
