import { Link } from '@tanstack/react-router';
import { enumWord } from '../parts/enum-word';
import { count } from '../parts/number';
import { withTerm } from './query-terms';
import type { SearchQuery } from './search.document';
import type { SearchSearch } from './search-search';

interface FacetsProps {
  readonly facets: SearchQuery['search']['facets'];
  readonly search: SearchSearch;
}

/** What the results are, with their counts; each narrows the search, and is taken out of it again. */
export function Facets({ facets, search }: FacetsProps) {
  return (
    <nav className="card facets" aria-label="Narrow the search">
      {facets
        .filter(({ values }) => values.length > 0)
        .map(({ field, values }) => (
          <section key={field}>
            <h2>{field.toLowerCase()}</h2>
            <ul className="list">
              {values.slice(0, 12).map(({ value, count: found }) => {
                const { query, isIn } = withTerm(search.q ?? '', field.toLowerCase(), value);
                return (
                  <li key={value}>
                    <Link
                      from="/search"
                      to="/search"
                      preload={false}
                      search={(before) => ({ ...before, q: query || undefined, after: undefined })}
                      aria-current={isIn ? 'true' : undefined}
                    >
                      <span>{value === '' ? '(none)' : named(field, value)}</span>
                      <span className="number">{count(found)}</span>
                    </Link>
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
    </nav>
  );
}

function named(field: string, value: string): string {
  return field === 'KIND' || field === 'STATUS' ? enumWord(value) : value;
}
