import { getRouteApi } from '@tanstack/react-router';
import { Curves, MOST_RUNS } from '../curves/curves';
import { listed } from '../search-params';
import { EmbedPage } from './embed-page';

const route = getRouteApi('/embed/plot');

/** The curves of some runs, by themselves. */
export function PlotEmbed() {
  const search = route.useSearch();
  const runs = listed(search.shown).slice(0, MOST_RUNS);
  const metrics = listed(search.curve);
  const isWhole = runs.length > 0 && metrics.length > 0;
  return (
    <EmbedPage title={isWhole ? metrics.join(', ') : 'Curves'} whole={`/runs${location.search}`}>
      {isWhole ? (
        <Curves runs={runs} metrics={metrics} search={search} />
      ) : (
        <p>
          Of what? The address needs <code>?shown=</code> with the ids of runs, and <code>&amp;curve=</code> with
          metrics.
        </p>
      )}
    </EmbedPage>
  );
}
