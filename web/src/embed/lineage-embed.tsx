import { getRouteApi } from '@tanstack/react-router';
import { ShownLineage } from '../lineage/shown-lineage';
import { EmbedPage } from './embed-page';

const route = getRouteApi('/embed/lineage');

/** The lineage of something, by itself. */
export function LineageEmbed() {
  const search = route.useSearch();
  const { of } = search;
  return (
    <EmbedPage title={of === undefined ? 'Lineage' : `Lineage of ${of}`} whole={`/lineage${location.search}`}>
      {of === undefined ? (
        <p>
          Of what? The address needs <code>?of=</code> and a ref, such as <code>fraud/detector@1.4.0</code>, or an id.
        </p>
      ) : (
        <ShownLineage search={search} />
      )}
    </EmbedPage>
  );
}
