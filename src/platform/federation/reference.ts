import type { RowLoader } from '../loading/loader.js';
import type { ResolveReference } from './subgraph-definition.js';

/** Which loader serves which key of an entity. */
export type LoaderOfKey<Context> = (context: Context) => Readonly<Record<string, RowLoader<object>>>;

/**
 * Resolves an entity by whichever of its keys the representation holds, through the request's loaders, so that
 * a hundred references are one statement. What is not there is null.
 */
export function referenceBy<Context>(loaderOfKey: LoaderOfKey<Context>): ResolveReference<Context> {
  return (representation, context) => {
    const loaders = loaderOfKey(context);
    for (const key in loaders) {
      const value = representation[key];
      if (typeof value === 'string') return loaders[key]!.load(value);
    }
    return null;
  };
}
