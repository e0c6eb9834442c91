import type { ModelContext } from '../model/model.context.js';
import type { ArchivalLoaders } from './archival.loaders.js';

/** What archivals bring to a request, and the models that are archived. */
export type ArchivalContext = ModelContext & { readonly loaders: ArchivalLoaders };
