import type { RunAttachmentContext } from '../model-version/run-attachment/run-attachment.context.js';
import type { EvaluationRepository } from './evaluation.repository.js';

/** What evaluations bring to a request, the versions that they are of and the runs that made those. */
export type EvaluationContext = RunAttachmentContext & { readonly evaluations: EvaluationRepository };
