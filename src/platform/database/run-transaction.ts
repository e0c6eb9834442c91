import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

/** A statement as the driver takes it. */
export type Statement = string | { readonly name?: string; readonly text: string; readonly values?: unknown[] };

/** What a transaction does. */
export interface TransactionOptions<T> {
  readonly source: DataSource;
  readonly work: (manager: EntityManager) => Promise<T>;
  /** Asked once the work is done: the last statements, sent together without waiting for one another. */
  readonly end: () => readonly Statement[];
}

/** What came of a transaction. */
export interface Ended<T> {
  readonly done: T;
  /** What each of the last statements answered. */
  readonly ending: readonly unknown[];
}

/** TypeORM asks this before it locks a row. */
type OwnRunner = QueryRunner & { isTransactionActive: boolean };

interface Connection {
  /** See `CancellableClient`. */
  request: AbortSignal | undefined;
  query(statement: Statement): Promise<unknown>;
  end(): Promise<void>;
}

/**
 * Runs a transaction, and takes it back where anything of it fails. Its begin goes out together with the first
 * statement of the work, and its end in one go: a lock that the last statements take is held while PostgreSQL works,
 * not while this process does.
 */
export async function runTransaction<T>({ source, work, end }: TransactionOptions<T>): Promise<Ended<T>> {
  const runner = source.createQueryRunner() as OwnRunner;
  const connection: Connection = await runner.connect();
  const send = (statement: Statement): Promise<unknown> => {
    source.logger.logQuery(typeof statement === 'string' ? statement : statement.text, undefined, runner);
    return connection.query(statement);
  };
  runner.isTransactionActive = true;
  let open = true;
  try {
    const begun = send('START TRANSACTION');
    begun.catch(() => {}); // where it fails, what follows does as well
    const done = await work(runner.manager);
    await begun;
    connection.request = undefined; // from here on it is finished whole, whoever has gone
    const ending = end().map(send);
    // After a statement that failed, PostgreSQL takes COMMIT for ROLLBACK; either ends the transaction.
    const settled = await Promise.allSettled(ending);
    open = false;
    return { done, ending: settled.map(answerOf) };
  } finally {
    // What cannot be rolled back is closed, so that nobody gets a connection with half a transaction in it.
    connection.request = undefined;
    if (open) await send('ROLLBACK').catch(() => void connection.end().catch(() => {}));
    runner.isTransactionActive = false;
    await runner.release();
  }
}

function answerOf(result: PromiseSettledResult<unknown>): unknown {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
