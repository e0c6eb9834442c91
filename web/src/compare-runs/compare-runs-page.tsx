import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { AddressForm } from '../parts/address-form';
import { Answered } from '../parts/answered';
import { Page } from '../parts/page';
import type { CompareRunsQuery } from './compare-runs.document';
import { type CompareRunsSearch, compareRunsQuestion, readCompareRunsSearch } from './compare-runs-search';
import { PartTable } from './part-table';

const route = getRouteApi('/compare-runs');

const PARTS = [
  ['METRIC', 'Metrics'],
  ['PARAMETER', 'Parameters'],
  ['TAG', 'Tags'],
  ['DATA', 'Data'],
  ['CODE', 'Code'],
  ['ENVIRONMENT', 'Environment'],
] as const;

/** What runs differ in. */
export function CompareRunsPage() {
  const search = route.useSearch();
  const asked = compareRunsQuestion(search);
  return (
    <Page title="Compare runs" asked={asked}>
      <Choice search={search} />
      {asked === undefined ? (
        <p>
          Two to a hundred runs, by their ids: choose them in <Link to="/runs">the table of runs</Link>.
        </p>
      ) : (
        <Shown search={search} asked={asked} />
      )}
    </Page>
  );
}

interface ShownProps {
  readonly search: CompareRunsSearch;
  readonly asked: NonNullable<ReturnType<typeof compareRunsQuestion>>;
}

function Shown({ search, asked }: ShownProps) {
  const query = useQuestion(asked);
  const showsAll = search.show === 'all';
  return (
    <>
      <Link
        className="button"
        to="."
        search={(before) => ({ ...before, show: showsAll ? undefined : ('all' as const) })}
      >
        {showsAll ? 'Only what differs' : 'What is equal, too'}
      </Link>
      <Answered query={query}>{({ compareRuns }) => <Tables comparison={compareRuns} />}</Answered>
    </>
  );
}

function Tables({ comparison }: { readonly comparison: CompareRunsQuery['compareRuns'] }) {
  const { runs, rows, complete, incompleteReason } = comparison;
  return (
    <>
      {!complete && (
        <div className="notice" role="status">
          <p>Something is missing: {incompleteReason}</p>
        </div>
      )}
      {rows.length === 0 && <p className="muted">They differ in nothing that was recorded of them.</p>}
      {PARTS.map(([part, title]) => {
        const own = rows.filter((row) => row.part === part);
        return own.length === 0 ? null : <PartTable key={part} title={title} runs={runs} rows={own} />;
      })}
    </>
  );
}

function Choice({ search }: { readonly search: CompareRunsSearch }) {
  const navigate = useNavigate({ from: '/compare-runs' });
  const show = (form: FormData) => {
    const { runs } = readCompareRunsSearch(Object.fromEntries(form));
    void navigate({ search: (before) => ({ ...before, runs }) });
  };
  return (
    <AddressForm onShow={show} action="Compare" key={search.runs}>
      <input name="runs" aria-label="Ids of runs" size={60} defaultValue={search.runs} spellCheck={false} required />
    </AddressForm>
  );
}
