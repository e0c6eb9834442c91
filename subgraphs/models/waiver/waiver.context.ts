import type { ModelVersionContext } from '../model-version/model-version.context.js';
import type { WaiverRepository } from './waiver.repository.js';

/** What waivers bring to a request, and the versions that they are for. */
export type WaiverContext = ModelVersionContext & { readonly waivers: WaiverRepository };
