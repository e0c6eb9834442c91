/**
 * The same answers, which end when they are returned although nothing comes: a generator that waits for its next event
 * does not hear that nobody wants it any more.
 * @param onEnd told once, when they are at their end or nobody wants them
 */
export function closeableIterator<T>(answers: AsyncIterable<T>, onEnd: () => void): AsyncGenerator<T, void> {
  const iterator = answers[Symbol.asyncIterator]();
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    onEnd();
    await iterator.return?.();
    return { done: true, value: undefined };
  };
  return {
    async next() {
      const next = await iterator.next();
      if (next.done === true) onEnd();
      return next;
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  } as AsyncGenerator<T, void>;
}
