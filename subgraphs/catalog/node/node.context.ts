import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { NodeLoaders } from './node.loaders.js';

/** What entities of whichever type bring to a request. */
export type NodeContext = SubgraphContext & { readonly loaders: NodeLoaders };
