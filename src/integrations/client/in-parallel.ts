/**
 * Does `work` for every item, at most `limit` at a time, and takes the next item only when one of them is done
 * (backpressure): a source that reads a disk is never read ahead. After the first error no item is taken; it is thrown
 * once the work in flight has ended.
 */
export async function inParallel<Item>(
  items: AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const source = items[Symbol.asyncIterator]();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
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
  await Promise.all(Array.from({ length: limit }, worker));
  if (failures.length === 0) return;
  await source.return?.();
  throw failures[0];
}
