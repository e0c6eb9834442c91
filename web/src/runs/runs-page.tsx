import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { question } from '../api/query';
import { Curves, MOST_RUNS } from '../curves/curves';
import { Empty } from '../parts/empty';
import { Failure } from '../parts/failure';
import { count } from '../parts/number';
import { Page } from '../parts/page';
import { Waiting } from '../parts/waiting';
import { QueryFault } from '../search/query-fault';
import { listed } from '../search-params';
import { readConditions } from './conditions';
import { Narrow } from './narrow';
import { RunsDocument } from './runs.document';
import { useRuns } from './runs-query';
import { type RunsSearch, runsVariables } from './runs-search';
import { RunsTable } from './runs-table';

const route = getRouteApi('/runs/');

/** Which run was best: a table of all of them, and the curves of some. */
export function RunsPage() {
  const search = route.useSearch();
  const variables = runsVariables(search, undefined);
  const read = readConditions(search.where ?? '');
  return (
    <Page title="Runs" asked={variables && question(RunsDocument, variables)}>
      {'fault' in read ? (
        <>
          <Narrow search={search} />
          <QueryFault query={search.where ?? ''} column={read.column} message={read.fault} />
        </>
      ) : (
        <Runs search={search} />
      )}
    </Page>
  );
}

function Runs({ search }: { readonly search: RunsSearch }) {
  const query = useRuns(search);
  const { data, error, isPlaceholderData, isFetchNextPageError, refetch, fetchNextPage } = query;
  const retry = () => void (isFetchNextPageError ? fetchNextPage() : refetch());
  const first = data?.pages[0]?.data;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.data.runs.nodes) ?? [], [data]);
  // While the runs of another experiment are shown until these have come, so are its columns, not for choice.
  const experiment = first?.experiment?.id === search.experiment ? (first?.experiment ?? undefined) : undefined;
  const total = first?.runs.totalCount ?? 0;
  const shown = listed(search.shown).slice(0, MOST_RUNS);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (
    <>
      <Narrow search={search} experiments={first?.experiments?.nodes} experiment={experiment} />
      {error !== null && <Failure error={error} onRetry={retry} />}
      {data === undefined && error === null && <Waiting />}
      {shown.length > 0 && search.curve !== undefined && (
        <Curves
          runs={shown.map((id) => ({ id, name: names.get(id) ?? id.slice(0, 8) }))}
          metric={search.curve}
          search={search}
        />
      )}
      {data !== undefined && total === 0 && (
        <Empty command="npx pedigraph import mlflow ./mlruns">No run is so, or none that you may see.</Empty>
      )}
      {total > 0 && (
        <section className={isPlaceholderData ? 'card flush dimmed' : 'card flush'} aria-busy={isPlaceholderData}>
          <h2 aria-live="polite">{count(total)} runs</h2>
          <p className="row muted">
            They are not read again by themselves.
            <button type="button" className="button quiet" onClick={() => void refetch()}>
              Read again
            </button>
          </p>
          <RunsTable rows={rows} total={total} search={search} onEnd={() => loadMore(query)} />
        </section>
      )}
    </>
  );
}

/** A next page that failed is asked for again by its button alone: the table asks whenever its end is in sight. */
function loadMore({ hasNextPage, isFetching, isFetchNextPageError, fetchNextPage }: ReturnType<typeof useRuns>): void {
  if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
}
