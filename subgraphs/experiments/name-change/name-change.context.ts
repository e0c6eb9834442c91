import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { NameChangeLoaders } from './name-change.loaders.js';

/** What changes of names bring to a request. */
export type NameChangeContext = SubgraphContext & { readonly loaders: NameChangeLoaders };
