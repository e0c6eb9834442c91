/**
 * The same answers, which end when they are returned although nothing comes: a generator that waits for its next event
 * does not hear that nobody wants it any more.
 */
export function endable<T>(answers: AsyncIterable<T>, ended: AbortController): AsyncGenerator<T, void> {
  const iterator = answers[Symbol.asyncIterator]();
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    ended.abort();
    await iterator.return?.();
    return { done: true, value: undefined };
  };
  return {
    next: () => iterator.next(),
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  } as AsyncGenerator<T, void>;
}
