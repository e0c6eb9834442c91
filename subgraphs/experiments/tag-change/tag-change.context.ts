import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { TagChangeLoaders } from './tag-change.loaders.js';

/** What changes of tags bring to a request. */
export type TagChangeContext = SubgraphContext & { readonly loaders: TagChangeLoaders };
