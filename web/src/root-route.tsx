import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet, retainSearchParams } from '@tanstack/react-router';
import { Frame } from './frame/frame';
import { isEmbedded } from './frame/is-embedded';
import { NotFound } from './not-found/not-found';
import { Failure } from './parts/failure';
import { type Given, momentIn } from './search-params';

/** What routes are given. */
interface Context {
  readonly client: QueryClient;
}

/** What every page stands in. */
export const root = createRootRouteWithContext<Context>()({
  component: () => (isEmbedded() ? <Outlet /> : <Frame />),
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <Failure error={error as Error} onRetry={reset} />,
  /** The moment that a page shows, as far as the API has a past of it; `showsNow` names the pages that have none. */
  validateSearch: (given: Given): { asOf?: string | undefined } => ({ asOf: momentIn(given, 'asOf') }),
  search: { middlewares: [retainSearchParams(['asOf'])] },
});
