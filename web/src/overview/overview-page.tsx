import { Link, useSearch } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { Answered } from '../parts/answered';
import { Empty } from '../parts/empty';
import { count } from '../parts/number';
import { Page } from '../parts/page';
import { Changes } from './changes';
import { Figures } from './figures';
import type { OverviewQuery } from './overview.document';
import { overviewQuestion } from './overview-search';
import { WaitingVersions } from './waiting-versions';
import { WhereTable } from './where-table';

/** What is in production where, and what has changed. */
export function OverviewPage() {
  const { asOf } = useSearch({ from: '__root__' });
  const asked = overviewQuestion({ asOf });
  const query = useQuestion(asked);
  return (
    <Page title="What is where" asked={asked}>
      <Answered query={query}>{(data) => <Overview data={data} />}</Answered>
    </Page>
  );
}

function Overview({ data: { models, ledger, registryInsight, reviewQueue } }: { readonly data: OverviewQuery }) {
  if (models.totalCount === 0)
    return (
      <Empty command="npx pedigraph register manifest.yaml">
        No model is registered yet, or none that you may see.
      </Empty>
    );
  return (
    <>
      <Figures insight={registryInsight} />
      <div className="wide-and-narrow">
        <div className="stack">
          <section className="card flush">
            <h2>Models and targets</h2>
            <WhereTable models={models.nodes} />
            {models.totalCount > models.nodes.length && (
              <p>
                The {count(models.nodes.length)} that changed last, of {count(models.totalCount)}:{' '}
                <Link to="/models">all models</Link>.
              </p>
            )}
          </section>
          <WaitingVersions queue={reviewQueue} />
        </div>
        <section className="card">
          <h2>What changed</h2>
          <Changes entries={ledger.nodes} />
        </section>
      </div>
    </>
  );
}
