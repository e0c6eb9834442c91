import type { ProjectionContext } from '../projection/projection.context.js';
import type { UnknownEventLoaders } from '../unknown-event/unknown-event.loaders.js';
import type { LedgerQueryRepository } from './ledger-query.repository.js';

/** What the merged ledger brings to a request, how far it is read, and what of it is not known. */
export type LedgerContext = ProjectionContext & {
  readonly entries: LedgerQueryRepository;
  readonly loaders: UnknownEventLoaders;
};
