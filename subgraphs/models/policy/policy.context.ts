import type { ModelContext } from '../model/model.context.js';
import type { PolicyRepository } from './policy.repository.js';

/** What policies bring to a request, and the models that they are for. */
export type PolicyContext = ModelContext & { readonly policies: PolicyRepository };
