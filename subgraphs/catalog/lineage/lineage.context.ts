import type { NodeStateLoaders } from '../node-history/node-state.loaders.js';
import type { ProjectionContext } from '../projection/projection.context.js';
import type { LineageLoaders } from './lineage.loaders.js';

/** What the lineage brings to a request, and how far it is read. */
export type LineageContext = ProjectionContext & { readonly loaders: LineageLoaders & NodeStateLoaders };
