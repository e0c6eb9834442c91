import type { ModelVersionContext } from '../model-version/model-version.context.js';
import type { EvaluationRepository } from './evaluation.repository.js';

/** What evaluations bring to a request, and the versions that they are of. */
export type EvaluationContext = ModelVersionContext & { readonly evaluations: EvaluationRepository };
