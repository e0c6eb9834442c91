import net from 'node:net';
import type { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { PedigraphError } from '../errors/pedigraph-error.js';
import type { DataRow } from './data-row.js';
import { type ReadConnection, readRows } from './read-rows.js';
import type { TextQuery } from './text-query.js';

/** How long PostgreSQL may take to accept a cancellation, in milliseconds; then the statement's own time-out ends it. */
const PATIENCE = 2_000;

/** Milliseconds until a statement that goes on is cancelled again. */
const AGAIN = 50;

const ABANDONED = 'Nobody waits for the answer any more, or its time was up: the work was stopped.';

/** What the driver knows of its connection and does not declare. */
interface Backend {
  readonly connection: ReadConnection & { readonly stream: Writable };
  readonly host: string;
  readonly port: number;
  readonly processID: number;
  readonly secretKey: number;
}

/**
 * A connection whose statements end when the request they belong to has gone (see `requestSource`), and which writes
 * statements that are sent together to its socket together: each write is a call of the system. Of the rows it brings
 * nothing is made before somebody looks at them (see `DataRow`).
 *
 * A statement settles only after its cancellation has been delivered. So the connection is still its own until then,
 * and no cancellation meets the statement of whoever gets the connection next.
 */
export class CancellableClient extends pg.Client {
  /** Of the request that has the connection now. Without one, what runs comes to its own end: a commit, a rollback. */
  request: AbortSignal | undefined;
  /** Until when statements are gathered: @default all that can run now has run. */
  gather: (flush: () => void) => void = process.nextTick;
  #cancelling: Promise<void> | undefined;
  #gathering = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    readRows((this as unknown as Backend).connection);
  }

  // biome-ignore lint/suspicious/noExplicitAny: the driver's own overloads, handed on
  override query(...parameters: any[]): any {
    return this.#send(() => (super.query as (...parameters: unknown[]) => unknown).apply(this, parameters));
  }

  /** Runs a statement for the texts of its rows. */
  read(query: TextQuery): Promise<DataRow[]> {
    return this.#send(() => {
      super.query(query);
      return query.answer;
    });
  }

  #send<Result>(send: () => Result): Result {
    const { request } = this;
    if (request?.aborted === true) return Promise.reject(new PedigraphError('TIMEOUT', ABANDONED)) as Result;
    this.#cork();
    const result = send();
    return request !== undefined && result instanceof Promise
      ? (this.#untilAborted(result, request) as Result)
      : result;
  }

  /** Nothing is written until then. */
  #cork(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    const { stream } = (this as unknown as Backend).connection;
    stream.cork();
    this.gather(() => {
      this.#gathering = false;
      stream.uncork();
    });
  }

  async #untilAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
    let isPending = true;
    const cancel = async () => {
      // Again where it came before PostgreSQL had begun with the statement, which then is not cancelled.
      for (; isPending; await pause(AGAIN)) await this.#cancelOnce();
    };
    const onAbort = () => void cancel();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await result;
    } finally {
      isPending = false;
      signal.removeEventListener('abort', onAbort);
      await this.#cancelling;
    }
  }

  async #cancelOnce(): Promise<void> {
    this.#cancelling ??= requestCancellation(this as unknown as Backend);
    await this.#cancelling;
    this.#cancelling = undefined;
  }
}

/**
 * Asks PostgreSQL to cancel what a connection is doing (protocol 3.0, CancelRequest), over a connection of its own: a
 * pooled one might not come free. PostgreSQL closes it once the signal is sent. Never rejects.
 */
function requestCancellation({ host, port, processID, secretKey }: Backend): Promise<void> {
  const packet = Buffer.alloc(16);
  for (const [index, value] of [16, 80_877_102, processID, secretKey].entries()) packet.writeInt32BE(value, index * 4);
  return new Promise((resolve) => {
    const socket = host.startsWith('/') ? net.connect(`${host}/.s.PGSQL.${port}`) : net.connect(port, host);
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.once('connect', () => socket.write(packet));
    socket.once('error', () => {});
    socket.once('close', () => resolve());
    socket.resume();
  });
}
