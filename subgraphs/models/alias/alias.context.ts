import type { StatusContext } from '../status/status.context.js';
import type { AliasLoaders } from './alias.loaders.js';
import type { AliasRepository } from './alias.repository.js';

/** What aliases bring to a request, and the statuses that move with them. */
export type AliasContext = StatusContext & {
  readonly aliases: AliasRepository;
  readonly loaders: AliasLoaders;
};
