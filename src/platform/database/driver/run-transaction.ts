import {
  type DataSource,
  type EntityManager,
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';
import { isServersVerdict } from '#platform/errors/database-fault.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { markTransaction } from './mark-transaction.js';
import type { RequestClient } from './request-client.js';

/** A statement as the driver takes it. */
export type Statement = string | { readonly name?: string; readonly text: string; readonly values?: unknown[] };

/** What a transaction does. */
export interface TransactionOptions<T> {
  readonly source: DataSource;
  readonly work: (manager: EntityManager) => Promise<T>;
  /** Called once the work is done: the last statements, sent together without waiting for one another. */
  readonly end: () => readonly Statement[];
}

/** What came of a transaction. */
export interface Ended<T> {
  readonly done: T;
  /** What each of the last statements answered. */
  readonly ending: readonly unknown[];
}

/**
 * Runs a transaction, and takes it back where anything of it fails. Its begin goes out together with the first
 * statement of the work, and its end in one go: a lock that the last statements take is held while PostgreSQL works,
 * not while this process does.
 * @throws {PedigraphError} OUTCOME_UNKNOWN where the connection was lost while it was being committed
 */
export async function runTransaction<T>({ source, work, end }: TransactionOptions<T>): Promise<Ended<T>> {
  const runner = source.createQueryRunner();
  const connection: RequestClient = await runner.connect();
  const send = (statement: Statement): Promise<unknown> => {
    source.logger.logQuery(typeof statement === 'string' ? statement : statement.text, undefined, runner);
    return connection.query(statement);
  };
  markTransaction(runner, true);
  connection.failure = undefined;
  let open = true;
  try {
    const begun = send('START TRANSACTION');
    connection.begun = begun.catch(() => {}); // where it fails, what follows does as well
    const done = await work(runner.manager).catch((error) => {
      throw firstOf(error, connection);
    });
    await begun;
    connection.request = undefined; // from here on it is finished whole, even where the client has gone
    const last = end();
    const ending = last.map(send);
    // After a statement that failed, PostgreSQL takes COMMIT for ROLLBACK; either ends the transaction.
    const settled = await Promise.allSettled(ending);
    open = false;
    return { done, ending: settled.map((result) => answerOf(result, last)) };
  } finally {
    // What cannot be rolled back is closed, so that nobody gets a connection with half a transaction in it.
    connection.request = undefined;
    if (open) await send('ROLLBACK').catch(() => connection.cut());
    connection.begun = undefined;
    markTransaction(runner, false);
    await runner.release();
  }
}

/**
 * What went wrong first: PostgreSQL refuses every statement behind the one that failed (25P02), and TypeORM every one
 * behind a connection that was lost, and either error may arrive sooner.
 */
function firstOf(error: unknown, { failure }: RequestClient): unknown {
  const follows =
    (error as { code?: unknown }).code === '25P02' ||
    error instanceof QueryRunnerAlreadyReleasedError ||
    error instanceof QueryRunnerProviderAlreadyReleasedError;
  return follows && failure !== undefined ? new QueryFailedError('', [], failure) : error;
}

/** @throws the error of the statement; OUTCOME_UNKNOWN where it is not PostgreSQL's, and a commit was on its way */
function answerOf(result: PromiseSettledResult<unknown>, last: readonly Statement[]): unknown {
  const isCommit = last.at(-1) === 'COMMIT';
  if (result.status === 'rejected') {
    if (!isCommit || isServersVerdict(result.reason)) throw result.reason;
    throw outcomeUnknown(result.reason);
  }
  // A statement of the work failed and its error was caught: PostgreSQL has rolled back in place of committing.
  const { command } = result.value as { command?: unknown };
  if (isCommit && command === 'ROLLBACK')
    throw new Error('The transaction was rolled back: a statement of it had failed.');
  return result.value;
}

function outcomeUnknown(cause: unknown): PedigraphError {
  return Object.assign(
    new PedigraphError(
      'OUTCOME_UNKNOWN',
      'The connection to the database was lost while the write was being committed, so it may have happened: read before you write again.',
    ),
    { cause },
  );
}
