import { keepPreviousData, QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { ApiError } from './api-error';
import { ask } from './ask';
import type { Document } from './document';
import { isFollowed } from './followed';

/**
 * Milliseconds after which what is shown is asked for again where nobody tells of what is written. The table of runs is
 * not, and says so.
 */
const REFRESHED_EVERY = 30_000;
const FRESH_FOR = 5_000;

/** Codes after which the same may be answered a moment later. */
const PASSING = new Set(['UNREACHABLE', 'UNAVAILABLE', 'OVERLOADED', 'TIMEOUT']);

/** The question of a page: a document with its variables. */
export interface Question<Result, Variables> {
  readonly document: Document<Result, Variables>;
  readonly variables: Variables;
}

/** Puts a document and its variables together. */
export function question<Result, Variables>(
  document: Document<Result, Variables>,
  variables: Variables,
): Question<Result, Variables> {
  return { document, variables };
}

function optionsOf<Result, Variables>({ document, variables }: Question<Result, Variables>) {
  return queryOptions({
    queryKey: [document.name, variables],
    queryFn: ({ signal }) => ask(document, variables, signal),
  });
}

/** Asks the question of a page; while another is asked, the answer to the one before stays. */
export function useQuestion<Result, Variables>(asked: Question<Result, Variables>) {
  return useQuery({
    ...optionsOf(asked),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (isFollowed(state.dataUpdatedAt) ? false : REFRESHED_EVERY),
  });
}

/** The same for what no ledger has, and so nobody tells of. */
export function useStandingQuestion<Result, Variables>(asked: Question<Result, Variables>) {
  return useQuery({ ...optionsOf(asked), refetchInterval: REFRESHED_EVERY });
}

/** Begins to ask, before the page is there that shows the answer. */
export function askAhead<Result, Variables>(client: QueryClient, asked: Question<Result, Variables>): void {
  void client.prefetchQuery(optionsOf(asked));
}

/** What holds the answers. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_FOR,
        retry: (failures, error) => failures < 2 && error instanceof ApiError && PASSING.has(error.code),
      },
    },
  });
}
