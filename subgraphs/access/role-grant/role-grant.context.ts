import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { RoleGrantRepository } from './role-grant.repository.js';

/** What roles bring to a request. */
export type RoleGrantContext = SubgraphContext & {
  readonly roleGrants: RoleGrantRepository;
};
