/**
 * Does `work` for every item, at most `limit` at a time, and takes the next item only when a hand is free: a source
 * that reads a disk is never read ahead. The first error stops the taking and is thrown once work under way has ended.
 */
export async function inParallel<Item>(
  items: AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const source = items[Symbol.asyncIterator]();
  const failures: unknown[] = [];
  const hand = async (): Promise<void> => {
    try {
      while (failures.length === 0) {
        const next = await source.next();
        if (next.done) return;
        await work(next.value);
      }
    } catch (error) {
      failures.push(error);
    }
  };
  await Promise.all(Array.from({ length: limit }, hand));
  if (failures.length === 0) return;
  await source.return?.();
  throw failures[0];
}
