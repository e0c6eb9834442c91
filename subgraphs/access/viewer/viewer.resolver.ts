import { Ctx, Directive, Query, Resolver } from 'type-graphql';
import { isAuthenticated } from '#platform/auth/caller.js';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import { Viewer } from './viewer.type.js';

/** Who asks. */
@Resolver()
export class ViewerResolver {
  @Directive('@tag(name: "personal")')
  @Query(() => Viewer, { description: 'Who asks: by which name, with which roles, until when.' })
  @FiltersItself('it tells of the caller alone')
  me(@Ctx() { caller }: SubgraphContext): Viewer {
    const { actor, kind, rights, expiresAt } = caller;
    return {
      actor,
      kind,
      authenticated: isAuthenticated(caller),
      roles: rights.roles,
      expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
    };
  }
}
