import type { DisplayNameRepository } from '../model/display-name.repository.js';
import type { ModelContext } from '../model/model.context.js';
import type { DisplayNameLoaders } from './display-name.loaders.js';

/** What display names bring to a request, and the models that are called by them. */
export type DisplayNameContext = ModelContext & {
  readonly displayNames: DisplayNameRepository;
  readonly loaders: DisplayNameLoaders;
};
