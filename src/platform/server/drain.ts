import { Server as NetServer } from 'node:net';
import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Timeouts } from '../config/config.js';

/** Closes something a server used. */
export type Closer = () => Promise<void> | void;

/** The server to stop, and what to close with it. */
export interface DrainOptions {
  readonly server: FastifyInstance;
  /**
   * How long an open connection may still bring a request, requests under way may take to finish, and then each closer.
   */
  readonly timeouts: Pick<Timeouts, 'drain' | 'linger'>;
  /**
   * Run one after the other once no request is under way; one that fails or does not end is logged and does not stop
   * the next.
   */
  readonly closers: readonly Closer[];
  readonly logger: Logger;
}

/** How to stop a server. */
export interface Drain {
  readonly isDraining: () => boolean;
  /**
   * Stops: readiness turns 503, no connection is accepted; each that is open may for a moment still bring a request,
   * and none after its answer; then idle ones are closed, requests under way are waited for (until the time-out, then
   * cut), the closers run. Calling it again waits for the same end.
   */
  readonly close: () => Promise<void>;
}

/** Prepares the server to be stopped; call before `listen`. */
export function prepareDrain({ server, timeouts, closers, logger }: DrainOptions): Drain {
  let ending: Promise<void> | undefined;
  server.addHook('onSend', async ({ socket }, reply) => {
    if (ending !== undefined && server.connections.isLastAnswer(socket)) void reply.header('connection', 'close');
  });

  const end = async () => {
    await takeWhatComes(server, timeouts.linger);
    const closed = server.close().then(
      () => true,
      (error: unknown) => {
        logger.error({ err: error }, 'closing the server failed');
        return true;
      },
    );
    for (const socket of server.connections.quiet()) socket.destroy();
    const gaveUp = new AbortController();
    const late = pause(timeouts.drain, false, { signal: gaveUp.signal }).catch(() => false);
    if (!(await Promise.race([closed, late]))) {
      logger.warn({ timeout: timeouts.drain }, 'requests under way did not finish in time and were cut');
      server.server.closeAllConnections();
    }
    gaveUp.abort();
    await closeWithin(timeouts.drain, () => closed.then(() => {}), logger);
    for (const closer of closers) await closeWithin(timeouts.drain, closer, logger);
  };

  return {
    isDraining: () => ending !== undefined,
    close() {
      ending ??= end();
      return ending;
    },
  };
}

/** A closer that hangs is not waited for any longer: it ends with the process. */
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

/**
 * Accepts no connection more, and answers what is sent on open connections before their clients can know of the end: a
 * request on its way is lost when its idle connection is closed. The next answer on each connection carries
 * `Connection: close`.
 */
async function takeWhatComes({ server, connections }: FastifyInstance, linger: number): Promise<void> {
  if (linger === 0) return;
  // In the turn after the network was looked at: whoever waited to be accepted has been.
  await setImmediate();
  // Not `server.close`, by which Node.js closes idle connections at once.
  NetServer.prototype.close.call(server);
  await connections.allClosed(linger);
}
