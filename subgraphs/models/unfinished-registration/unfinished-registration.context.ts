import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import type { UnfinishedRegistrationRepository } from './unfinished-registration.repository.js';

/** What unfinished registrations bring to a request. */
export type UnfinishedRegistrationContext = SubgraphContext & {
  readonly unfinished: UnfinishedRegistrationRepository;
};
