import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { FollowedSourceRepository } from './followed-source.repository.js';

/** What followed sources bring to a request. */
export type FollowedSourceContext = SubgraphContext & { readonly followedSources: FollowedSourceRepository };
