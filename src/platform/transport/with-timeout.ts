/**
 * What is awaited, where it comes in time. What comes later is dropped: nothing is cancelled.
 * @throws {Error} where nothing has come within so many milliseconds.
 */
export async function withTimeout<T>(awaited: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([awaited, late]).finally(() => clearTimeout(timer));
}
