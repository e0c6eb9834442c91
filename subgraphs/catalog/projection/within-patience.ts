/** Milliseconds that a subgraph has to answer: one that hangs must not make who waits for it hang. */
const PATIENCE = 1_000;

/** @throws {Error} where there is no answer after a second. */
export async function withinPatience<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), PATIENCE);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
