import type { ModelVersionContext } from '../model-version.context.js';
import type { RunAttachmentLoaders } from './run-attachment.loaders.js';

/** What attached runs bring to a request, and the versions that they made. */
export type RunAttachmentContext = ModelVersionContext & { readonly loaders: RunAttachmentLoaders };
