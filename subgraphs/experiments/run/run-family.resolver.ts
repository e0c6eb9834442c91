import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import type { RunContext } from './run.context.js';
import { Run } from './run.entity.js';
import { RunConnection } from './run-connection.js';

/** The run that a run was started in, and those that were started in it. */
@Resolver(() => Run)
export class RunFamilyResolver {
  @FieldResolver(() => Run, {
    nullable: true,
    description:
      'The run that it was started in, such as the search of which it is one try; null where it is on its own.',
  })
  async parent(@Root() { parentId }: Run, @Ctx() { loaders }: RunContext): Promise<Run | null> {
    return parentId === null ? null : loaders.runById.load(parentId);
  }

  @FieldResolver(() => RunConnection, { description: 'The runs that were started in it, newest first.' })
  children(
    @Root() { id }: Run,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { runs, caller }: RunContext,
  ): Promise<Page<Run>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => runs.childrenOf(id, page, caller.rights),
      () => runs.countChildren(id, caller.rights),
    );
  }
}
