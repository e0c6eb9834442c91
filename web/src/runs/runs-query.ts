import { keepPreviousData, type QueryClient, useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../api/ask';
import { RunsDocument, type RunsQuery } from './runs.document';
import { type RunsSearch, runsVariables } from './runs-search';

/** A run, as the table has it. */
export type RunRow = RunsQuery['runs']['nodes'][number];

/** The part of an address that other runs come of. */
function asked({ experiment, namespace, where, sort, direction, archived }: RunsSearch): RunsSearch {
  return { experiment, namespace, where, sort, direction, archived };
}

function optionsOf(search: RunsSearch) {
  return {
    queryKey: [RunsDocument.name, asked(search)],
    queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
      ask(RunsDocument, runsVariables(search, pageParam)!, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ data }: Awaited<ReturnType<typeof ask<RunsQuery, never>>>) =>
      data.runs.pageInfo.hasNextPage ? (data.runs.pageInfo.endCursor ?? undefined) : undefined,
  };
}

/**
 * The runs of an address, page after page as far as somebody has looked. They are not asked for again by themselves:
 * that would be every page of them, one after the other.
 */
export function useRuns(search: RunsSearch) {
  return useInfiniteQuery({
    ...optionsOf(search),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Begins to ask, before the page is there. */
export function askRunsAhead(client: QueryClient, search: RunsSearch): void {
  if (runsVariables(search, undefined) !== undefined) void client.prefetchInfiniteQuery(optionsOf(search));
}
