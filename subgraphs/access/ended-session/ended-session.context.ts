import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { EndedSessionRepository } from './ended-session.repository.js';

/** What sessions that were ended bring to a request. */
export type EndedSessionContext = SubgraphContext & { readonly endedSessions: EndedSessionRepository };
