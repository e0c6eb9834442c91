import type { ModelVersionContext } from '../model-version/model-version.context.js';
import type { AnnotationLoaders } from './annotation.loaders.js';
import type { AnnotationRepository } from './annotation.repository.js';

/** What annotations bring to a request, and the models and versions that they are of. */
export type AnnotationContext = ModelVersionContext & {
  readonly annotations: AnnotationRepository;
  readonly loaders: AnnotationLoaders;
};
