import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { Environment } from '../environment/environment.entity.js';
import type { EnvironmentVersionContext } from './environment-version.context.js';
import { EnvironmentVersion, type EnvironmentVersionRow } from './environment-version.entity.js';

const EnvironmentVersionConnection = connectionType(
  'EnvironmentVersion',
  () => EnvironmentVersion,
  'the highest first',
);

/** The versions of an environment. */
@Resolver(() => Environment)
export class VersionsOfEnvironmentResolver {
  @FieldResolver(() => EnvironmentVersionConnection, { description: 'Its versions, the highest first by SemVer.' })
  versions(
    @Root() environment: Environment,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { versions }: EnvironmentVersionContext,
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
    @Ctx() { loaders }: EnvironmentVersionContext,
  ): Promise<EnvironmentVersionRow | null> {
    return loaders.versionByRef.load(`${environment.name}@latest`);
  }
}
