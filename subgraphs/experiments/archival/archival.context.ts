import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { ArchivalLoaders } from './archival.loaders.js';

/** What archivals bring to a request. */
export type ArchivalContext = SubgraphContext & { readonly loaders: ArchivalLoaders };
