import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../api/ask';
import { RunsDocument, type RunsQuery } from './runs.document';
import { type RunsSearch, runsVariables } from './runs-search';

/** A run, as the table has it. */
export type RunRow = RunsQuery['runTable']['nodes'][number];

/**
 * The runs of an address, page after page as far as somebody has looked. They are not asked for again by themselves:
 * that would be every page of them, one after the other.
 * @param columns undefined while it is not known which they are: then nothing is asked
 */
export function useRuns(search: RunsSearch, columns: readonly string[] | undefined) {
  const variables = columns && runsVariables(search, columns, undefined);
  return useInfiniteQuery({
    queryKey: [RunsDocument.name, variables],
    queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
      ask(RunsDocument, { ...variables!, after: pageParam }, signal),
    enabled: variables !== undefined,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ data }: Awaited<ReturnType<typeof ask<RunsQuery, never>>>) =>
      data.runTable.pageInfo.hasNextPage ? (data.runTable.pageInfo.endCursor ?? undefined) : undefined,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
