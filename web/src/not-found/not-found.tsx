import { Link } from '@tanstack/react-router';
import { Page } from '../parts/page';

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Page title="Not found">
      <p>There is no such page.</p>
      <p>
        <Link to="/">What is where</Link> or the search above may lead on.
      </p>
    </Page>
  );
}
