import { isRefusal } from './write.js';

/** Something that was left out, as a tally takes it. */
interface LeftOut<Kind> {
  readonly kind: Kind;
  readonly path: string;
  readonly reason: string;
  readonly code: string;
}

/**
 * Does `work` for one thing of a source; returns null where the server refuses it. That becomes a skip of that thing, and
 * the import goes on; what the server would refuse for every other thing as well stops the import.
 */
export async function attempt<Kind extends string, Result>(
  { tally }: { readonly tally: { skip(leftOut: LeftOut<Kind>): void } },
  thing: { readonly kind: Kind; readonly path: string },
  work: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    tally.skip({ ...thing, reason: error.message, code: error.code });
    return null;
  }
}
