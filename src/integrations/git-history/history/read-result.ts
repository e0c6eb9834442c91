import { UnreadableValue } from '#integrations/reading/values/plain-value.js';

/** A parsed file, or why it cannot be, as half a sentence. */
export type ReadResult<Value> = { readonly value: Value } | { readonly reason: string };

/** The result of work; the reason where a file cannot be read. */
export async function readResult<Value>(work: () => Promise<Value>): Promise<ReadResult<Value>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof UnreadableValue)) throw error;
    return { reason: error.message };
  }
}
