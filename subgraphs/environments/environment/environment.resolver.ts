import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import type { EnvironmentContext } from './environment.context.js';
import { Environment } from './environment.entity.js';

const EnvironmentConnection = connectionType('Environment', () => Environment);

/** Queries of environments. */
@Resolver(() => Environment)
export class EnvironmentResolver {
  @Query(() => Environment, { nullable: true, description: 'The environment of that name; null where there is none.' })
  environment(
    @Arg('name', () => String, { description: 'Its name with its namespace: `fraud/train`.' }) name: string,
    @Ctx() { loaders }: EnvironmentContext,
  ): Promise<Environment | null> {
    return loaders.environmentByName.load(name);
  }

  @Query(() => EnvironmentConnection, { description: 'All environments, newest first.' })
  environments(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { environments, caller }: EnvironmentContext,
  ): Promise<Page<Environment>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => environments.page(page, caller.rights),
      () => environments.count(caller.rights),
    );
  }
}
