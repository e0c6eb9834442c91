import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { question, useQuestion } from '../api/query';
import { Curves, MOST_RUNS } from '../curves/curves';
import { Empty } from '../parts/empty';
import { Failure } from '../parts/failure';
import { count } from '../parts/number';
import { Page } from '../parts/page';
import { Waiting } from '../parts/waiting';
import { QueryFault } from '../search/query-fault';
import { listed } from '../search-params';
import { ChosenRuns } from './chosen-runs';
import { columnsShown } from './columns';
import { readConditions } from './conditions';
import { Narrow } from './narrow';
import { PictureOfRuns } from './picture-of-runs';
import { RunsDocument } from './runs.document';
import { useRuns } from './runs-query';
import { columnsQuestion, type RunsSearch, runsVariables } from './runs-search';
import { RunsTable } from './runs-table';

const route = getRouteApi('/runs/');

/** Which run was best: a table of all of them, pictures of it, and the curves of some. */
export function RunsPage() {
  const search = route.useSearch();
  const variables = runsVariables(search, listed(search.columns), undefined);
  const read = readConditions(search.where ?? '');
  return (
    <Page
      title="Runs"
      asked={variables && question(RunsDocument, variables)}
      embed={search.shown && search.curve && `/embed/plot${location.search}`}
    >
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
  const known = useQuestion(columnsQuestion(search)!);
  const found = known.data?.data.runKeys;
  // While the runs of another experiment are shown until these have come, so are its columns, not for choice.
  const keys = known.isPlaceholderData ? undefined : found;
  const columns = useMemo(() => columnsShown(listed(search.columns), found), [search.columns, found]);
  const isKnown = search.columns !== undefined || keys !== undefined || known.error !== null;
  const asked = [
    ...columns.map(({ name }) => name),
    ...[search.across, search.up].filter((name) => name !== undefined),
  ];
  const query = useRuns(search, isKnown ? [...new Set(asked)] : undefined);
  const { data, error, isPlaceholderData, isFetchNextPageError, refetch, fetchNextPage } = query;
  const retry = () => void (isFetchNextPageError ? fetchNextPage() : refetch());
  const rows = useMemo(() => data?.pages.flatMap((page) => page.data.runTable.nodes) ?? [], [data]);
  const total = data?.pages[0]?.data.runTable.totalCount ?? 0;
  const shown = listed(search.shown).slice(0, MOST_RUNS);
  const metrics = listed(search.curve);
  return (
    <>
      <Narrow search={search} experiments={known.data?.data.experiments.nodes} keys={keys} />
      {error !== null && <Failure error={error} onRetry={retry} />}
      {data === undefined && error === null && <Waiting />}
      {shown.length > 0 && <ChosenRuns search={search} runs={shown} columns={columns} />}
      {shown.length > 0 && metrics.length > 0 && <Curves runs={shown} metrics={metrics} search={search} />}
      {data !== undefined && total === 0 && (
        <Empty command="npx pedigraph import mlflow ./mlruns">No run is so, or none that you may see.</Empty>
      )}
      {total > 0 && (
        <>
          <PictureOfRuns rows={rows} total={total} columns={columns} search={search} />
          <section className={isPlaceholderData ? 'card flush dimmed' : 'card flush'} aria-busy={isPlaceholderData}>
            <h2 aria-live="polite">{count(total)} runs</h2>
            <p className="row muted">
              They are not read again by themselves.
              <button type="button" className="button quiet" onClick={() => void refetch()}>
                Read again
              </button>
            </p>
            <RunsTable rows={rows} total={total} columns={columns} search={search} onEnd={() => loadMore(query)} />
          </section>
        </>
      )}
    </>
  );
}

/** A next page that failed is asked for again by its button alone: the table asks whenever its end is in sight. */
function loadMore({ hasNextPage, isFetching, isFetchNextPageError, fetchNextPage }: ReturnType<typeof useRuns>): void {
  if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
}
