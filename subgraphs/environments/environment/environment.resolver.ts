import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import type { EnvironmentsContext } from '../context.js';
import { EnvironmentVersion, type EnvironmentVersionRow } from '../environment-version/environment-version.entity.js';
import { Environment } from './environment.entity.js';

const EnvironmentConnection = connectionType('Environment', () => Environment);
const EnvironmentVersionConnection = connectionType('EnvironmentVersion', () => EnvironmentVersion);

/** Fields and queries of environments. */
@Resolver(() => Environment)
export class EnvironmentResolver {
  @Query(() => Environment, { nullable: true, description: 'The environment of that name; null where there is none.' })
  environment(
    @Arg('name', () => String, { description: 'Its name with its namespace: `fraud/train`.' }) name: string,
    @Ctx() { loaders }: EnvironmentsContext,
  ): Promise<Environment | null> {
    return loaders.environmentByName.load(name);
  }

  @Query(() => EnvironmentConnection, { description: 'All environments, newest first.' })
  environments(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { environments }: EnvironmentsContext,
  ): Promise<Page<Environment>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => environments.page(page),
      () => environments.count(),
    );
  }

  @FieldResolver(() => EnvironmentVersionConnection, { description: 'Its versions, newest first.' })
  versions(
    @Root() environment: Environment,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { versions }: EnvironmentsContext,
  ): Promise<Page<EnvironmentVersionRow>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => versions.pageOf(environment.id, page),
      () => versions.countOf(environment.id),
    );
  }

  @FieldResolver(() => EnvironmentVersion, { nullable: true, description: 'Its highest version by SemVer.' })
  latest(
    @Root() environment: Environment,
    @Ctx() { loaders }: EnvironmentsContext,
  ): Promise<EnvironmentVersionRow | null> {
    return loaders.versionByRef.load(`${environment.name}@latest`);
  }
}
