import { getRouteApi } from '@tanstack/react-router';
import { ApiError } from '../api/api-error';
import { useQuestion } from '../api/query';
import { Answered } from '../parts/answered';
import { Empty } from '../parts/empty';
import { More } from '../parts/more';
import { count } from '../parts/number';
import { Page } from '../parts/page';
import { Facets } from './facets';
import { Order } from './order';
import { QueryFault } from './query-fault';
import { Result } from './result';
import type { SearchQuery } from './search.document';
import { type SearchSearch, searchQuestion } from './search-search';
import './search.css';

const route = getRouteApi('/search');

/** Where something is: by words, fields, metrics, packages and lineage. */
export function SearchPage() {
  const search = route.useSearch();
  const asked = searchQuestion(search);
  const query = useQuestion(asked);
  const column = query.error instanceof ApiError ? query.error.extensions['column'] : undefined;
  return (
    <Page title={search.q ?? 'Search'} heading="Search" asked={asked}>
      {typeof column === 'number' && search.q !== undefined ? (
        <QueryFault query={search.q} column={column} message={query.error?.message ?? ''} />
      ) : (
        <Answered query={query}>{(data) => <Results found={data.search} search={search} />}</Answered>
      )}
    </Page>
  );
}

interface ResultsProps {
  readonly found: SearchQuery['search'];
  readonly search: SearchSearch;
}

function Results({ found, search }: ResultsProps) {
  const { totalCount, countsAreCapped, nodes, facets, pageInfo, orderedBy } = found;
  return (
    <div className="search-results">
      <Facets facets={facets} search={search} />
      <div className="stack">
        <div className="row">
          <h2 aria-live="polite">
            {countsAreCapped ? `More than ${count(totalCount)}` : count(totalCount)} results
            {search.order === undefined && orderedBy === 'CREATED' && ', the newest first'}
          </h2>
          <Order search={search} />
        </div>
        {nodes.length === 0 ? (
          <Empty>
            Nothing is so, or nothing that you may see. The catalog may take a moment to know what was written.
          </Empty>
        ) : (
          <section className="card">
            <ul className="list">
              {nodes.map((node, at) => (
                <Result key={node?.id ?? at} node={node} />
              ))}
            </ul>
            <More page={pageInfo} after={search.after} />
          </section>
        )}
      </div>
    </div>
  );
}
