import { useEffect, useState } from 'react';
import { layOutAside } from './layout/lay-out-aside';
import type { Layout } from './layout/layout';
import { type Drawing, graphOf } from './picture';

/** A drawing that was laid out, and whether another one is being laid out meanwhile, or why it could not be. */
export interface LaidOut<Drawn> {
  readonly picture: (Drawn & { readonly layout: Layout }) | undefined;
  readonly isBusy: boolean;
  readonly error: Error | undefined;
}

/** Lays a drawing out; the one before stays until it is. */
export function useLayout<Drawn extends Drawing>(drawing: Drawn): LaidOut<Drawn> {
  const [done, setDone] = useState<{
    readonly of?: Drawn;
    readonly picture?: Drawn & { readonly layout: Layout };
    readonly error?: Error;
  }>({});
  useEffect(() => {
    const waiting = new AbortController();
    layOutAside(graphOf(drawing), waiting.signal).then(
      (layout) => {
        if (!waiting.signal.aborted) setDone({ of: drawing, picture: { ...drawing, layout } });
      },
      (error: unknown) => {
        if (!waiting.signal.aborted) setDone((before) => ({ ...before, of: drawing, error: error as Error }));
      },
    );
    return () => waiting.abort();
  }, [drawing]);
  return { picture: done.picture, isBusy: done.of !== drawing, error: done.error };
}
