import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** Closes something a server used. */
export type Closer = () => Promise<void> | void;

/** What stopping takes. */
export interface DrainOptions {
  readonly server: FastifyInstance;
  /** How long requests under way may take to finish, in milliseconds; and then each closer. */
  readonly timeout: number;
  /** Run one after the other once no request is under way; one that fails or does not end is logged and does not stop the next. */
  readonly closers: readonly Closer[];
  readonly logger: Logger;
}

/** A server's way to its end. */
export interface Drain {
  readonly isDraining: () => boolean;
  /**
   * Stops: readiness turns 503, no connection is accepted, idle ones are closed, requests under way are waited for (until the
   * time-out, then cut), the closers run. Calling it again waits for the same end.
   */
  readonly close: () => Promise<void>;
}

/** Prepares the server to be stopped; call before `listen`. */
export function prepareDrain({ server, timeout, closers, logger }: DrainOptions): Drain {
  let ending: Promise<void> | undefined;
  server.addHook('onSend', async (_request, reply) => {
    if (ending !== undefined) void reply.header('connection', 'close');
  });

  const end = async () => {
    const closed = server.close().then(
      () => true,
      (error: unknown) => {
        logger.error({ err: error }, 'closing the server failed');
        return true;
      },
    );
    // Node.js does not count a connection as idle that has never sent a request, such as one a browser opened ahead.
    for (const socket of server.connections.quiet()) socket.destroy();
    const gaveUp = new AbortController();
    const late = pause(timeout, false, { signal: gaveUp.signal }).catch(() => false);
    if (!(await Promise.race([closed, late]))) {
      logger.warn({ timeout }, 'requests under way did not finish in time and were cut');
      server.server.closeAllConnections();
    }
    gaveUp.abort();
    await closeWithin(timeout, () => closed.then(() => {}), logger);
    for (const closer of closers) await closeWithin(timeout, closer, logger);
  };

  return {
    isDraining: () => ending !== undefined,
    close() {
      ending ??= end();
      return ending;
    },
  };
}

/** What hangs is left as it is: the process ends with it. */
async function closeWithin(timeout: number, closer: Closer, logger: Logger): Promise<void> {
  const ended = new AbortController();
  const late = pause(timeout, 'late', { signal: ended.signal }).catch(() => {});
  try {
    if ((await Promise.race([closer(), late])) === 'late') logger.error({ timeout }, 'closing did not end in time');
  } catch (error) {
    logger.error({ err: error }, 'closing failed');
  } finally {
    ended.abort();
  }
}

/** Stops on SIGTERM and SIGINT, then ends the process; a second signal ends it at once. Returns how to undo this. */
export function closeOnSignals(close: () => Promise<void>, logger: Logger): () => void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(signal === 'SIGINT' ? 130 : 143);
    stopping = true;
    logger.info({ signal }, 'stopping; a second signal ends at once');
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  return () => void process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
}
