import { loaderBy } from '#platform/loading/loader-by.js';

/** A loader for each moment a request asks about; null is now. */
export type LoaderAsOf<Loader> = (asOf: Date | null) => Loader;

/** Makes a loader for each moment, the first time it is asked for. */
export function loaderAsOf<Loader>(create: LoaderAsOf<Loader>): LoaderAsOf<Loader> {
  const loaderOf = loaderBy(create);
  return (asOf) => loaderOf(asOf ?? null);
}
