import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { isConnectionLost } from '#platform/errors/database-fault.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { tracedStatement } from '#platform/tracing/statement-span.js';
import type { PreparedStatement } from '../rows/prepared.js';
import { backendOf } from './backend.js';
import { requestCancellation } from './cancel-request.js';
import { forget, watch } from './stalled-connections.js';
import { ListedRow, type TextRow } from './text-row.js';

/** What a connection is made with, beside the driver's own settings. */
export interface RequestClientConfig extends pg.ClientConfig {
  /** SQL that sets up the session; sent before anything else, without waiting for its answer. */
  readonly session?: string | undefined;
}

/** Milliseconds until a statement that still runs is cancelled again. */
const CANCEL_INTERVAL_MS = 50;

/** Milliseconds that a connection may take to close in order; then it is cut. */
const CLOSE_TIMEOUT_MS = 2_000;

const ABANDONED = 'Nobody waits for the answer any more, or its time was up: the work was stopped.';

/**
 * After these a connection still answers, and every answer is wrong until it is closed: a server that was demoted
 * (25006), a plan of before a migration (0A000), prepared statements that somebody has dropped (26000).
 */
const SPENT_SQLSTATES: ReadonlySet<unknown> = new Set(['25006', '0A000', '26000']);

/** Values as PostgreSQL sends them. */
const AS_TEXT = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig;

/**
 * A connection whose statements end when the request they belong to has gone (see `requestSource`).
 *
 * A statement settles only after its cancellation has been delivered. So the connection is still its own until then,
 * and no cancellation meets the statement of whoever gets the connection next.
 *
 * It never ends the process: an `error` event always has a listener, whoever has the connection at that moment. A
 * statement under way rejects with the error.
 */
export class RequestClient extends pg.Client {
  /** Of the request that has the connection now. Without one, what runs comes to its own end: a commit, a rollback. */
  request: AbortSignal | undefined;
  /** Nothing is cancelled before this has settled: a transaction whose begin was cancelled would be none. */
  begun: Promise<unknown> | undefined;
  /** The first thing that went wrong since somebody set this to undefined: what fails after it only follows from it. */
  failure: Error | undefined;
  /** Statements without their answer. */
  pending = 0;
  /** When PostgreSQL began with the first of them, or when the last was answered; of `performance.now()`. */
  since = performance.now();
  #cancelling: Promise<void> | undefined;
  #isSpent = false;
  #isLost = false;

  constructor(config: RequestClientConfig = {}) {
    super(config);
    this.on('error', (error: Error) => {
      this.#isLost = true;
      this.failure ??= error;
    });
    this.once('connect', () => {
      this.since = performance.now();
      watch(this);
    });
    this.once('end', () => {
      this.#isLost = true;
      forget(this);
    });
    // Where it fails the connection is of no use: names would be looked for elsewhere, time-outs would be others.
    if (config.session !== undefined) this.submit(config.session, (error: Error | null) => error && this.cut());
  }

  /** Whether it can still be given statements. */
  get isUsable(): boolean {
    return !this.#isLost && !this.#isSpent;
  }

  /** Whether a process of PostgreSQL is the one whose id came at the start (BackendKeyData): a pooler sends its own. */
  isOwnProcess(pid: number): boolean {
    return backendOf(this).processID === pid;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the driver's own overloads, handed on
  override query(...parameters: any[]): any {
    const [statement] = parameters;
    return tracedStatement(statement?.text ?? statement, () => this.send(() => this.submit(...parameters)));
  }

  /** Runs a prepared statement for the texts of its rows. */
  read({ name, text }: PreparedStatement, values: readonly unknown[]): Promise<TextRow[]> {
    return this.send(async () => {
      const config = { name, text, values: values as unknown[], rowMode: 'array' as const, types: AS_TEXT };
      const { rows } = (await this.submit(config)) as pg.QueryArrayResult<(string | null)[]>;
      return rows.map((row) => new ListedRow(row));
    });
  }

  /** Closes it in order, and by force where that takes too long. */
  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> | void {
    const limit = setTimeout(() => this.cut(), CLOSE_TIMEOUT_MS);
    limit.unref();
    this.once('end', () => clearTimeout(limit));
    return callback === undefined ? super.end() : super.end(callback);
  }

  /** Closes it at once: statements under way reject, since the connection is lost. */
  cut(): void {
    backendOf(this).connection.stream.destroy();
  }

  /** Hands a statement to the driver. */
  protected submit(...parameters: unknown[]): unknown {
    return (super.query as (...parameters: unknown[]) => unknown).apply(this, parameters);
  }

  /** Sends a statement, unless its request has gone. */
  protected send<Result>(run: () => Result): Result {
    if (this.request?.aborted === true) return Promise.reject(new PedigraphError('TIMEOUT', ABANDONED)) as Result;
    const result = run();
    return result instanceof Promise ? (this.#settled(result, this.request) as Result) : result;
  }

  async #settled<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    if (this.pending++ === 0) this.since = performance.now();
    const stopListening = signal === undefined ? undefined : this.#cancelAtAbort(signal);
    try {
      return await result;
    } catch (error) {
      this.#fail(error as Error);
      throw error;
    } finally {
      stopListening?.();
      this.since = performance.now();
      this.pending--;
      if (this.#cancelling !== undefined) await this.#cancelling;
      if (this.#isSpent && this.pending === 0 && this.getTransactionStatus() === 'I') void this.end();
    }
  }

  #fail(error: Error): void {
    this.failure ??= error;
    // PostgreSQL sends this error before it closes: the pool must not hand out the connection meanwhile.
    if (!this.#isLost && isConnectionLost(error)) this.emit('error', error);
    if (SPENT_SQLSTATES.has((error as { code?: unknown }).code)) this.#isSpent = true;
  }

  /**
   * Cancels what runs once the signal aborts, until the function it returns is called: the statement has its answer.
   */
  #cancelAtAbort(signal: AbortSignal): () => void {
    let isPending = true;
    const cancel = async () => {
      await this.begun;
      // Again where it came before PostgreSQL had begun with the statement, which then is not cancelled.
      for (; isPending; await pause(CANCEL_INTERVAL_MS)) await this.#cancelOnce();
    };
    const onAbort = () => void cancel();
    signal.addEventListener('abort', onAbort, { once: true });
    return () => {
      isPending = false;
      signal.removeEventListener('abort', onAbort);
    };
  }

  async #cancelOnce(): Promise<void> {
    this.#cancelling ??= requestCancellation(backendOf(this));
    await this.#cancelling;
    this.#cancelling = undefined;
  }
}
