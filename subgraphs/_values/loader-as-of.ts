/** A loader for each moment a request asks about; null is now. */
export type LoaderAsOf<Loader> = (asOf: Date | null) => Loader;

/** Makes a loader for each moment, the first time it is asked for. */
export function loaderAsOf<Loader>(create: LoaderAsOf<Loader>): LoaderAsOf<Loader> {
  const loaders = new Map<number | null, Loader>();
  return (asOf) => {
    const moment = asOf?.getTime() ?? null;
    const known = loaders.get(moment);
    if (known !== undefined) return known;
    const loader = create(asOf ?? null);
    loaders.set(moment, loader);
    return loader;
  };
}
