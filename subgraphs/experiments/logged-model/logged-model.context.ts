import type { RunContext } from '../run/run.context.js';
import type { LoggedModelLoaders } from './logged-model.loaders.js';
import type { LoggedModelRepository } from './logged-model.repository.js';

/** What logged models bring to a request, and the runs that make them. */
export type LoggedModelContext = RunContext & {
  readonly loggedModels: LoggedModelRepository;
  readonly loaders: LoggedModelLoaders;
};
