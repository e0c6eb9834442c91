import type { Query, QueryClient } from '@tanstack/react-query';

/** Marks an answer that stays as it was read, such as what a dialog shows to decide on. */
export const FROZEN = { frozen: true } as const;

/** Asks anew what is shown, and holds for old what is not: all, or what is concerned. */
export function askAnew(client: QueryClient, isConcerned: (query: Query) => boolean = () => true): Promise<void> {
  return client.invalidateQueries({ predicate: (query) => query.meta?.['frozen'] !== true && isConcerned(query) });
}
