/**
 * The same answers, whose `return` ends them at once: a generator that waits for its next event would only end with
 * that event.
 * @param onEnd called when they end, or when their consumer returns them
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
