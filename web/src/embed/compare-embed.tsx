import { getRouteApi } from '@tanstack/react-router';
import { refsIn } from '../compare/compare-search';
import { ShownComparison } from '../compare/shown-comparison';
import { EmbedPage } from './embed-page';

const route = getRouteApi('/embed/compare');

/** A comparison of versions, by itself. */
export function CompareEmbed() {
  const search = route.useSearch();
  const refs = refsIn(search);
  return (
    <EmbedPage title={refs.length < 2 ? 'Compare' : refs.join(', ')} whole={`/compare${location.search}`}>
      {refs.length < 2 ? (
        <p>
          Of what? The address needs <code>?refs=</code> with two to twenty refs, parted by commas.
        </p>
      ) : (
        <ShownComparison search={search} />
      )}
    </EmbedPage>
  );
}
