import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** What a keeper needs. */
export interface KeeperOptions {
  /** Where the server is, and is brought back to. */
  readonly url: string;
  /** Resolves once a server answers there again, whoever started it. */
  readonly bringBack: () => Promise<void>;
  /** Called with a sentence: that the server is lost, and each other reason why it is not back. */
  readonly report: (sentence: string) => void;
}

/** Keeps a server in use and running. */
export interface Keeper {
  /** Lets go of the server; nothing is brought back afterwards. */
  release(): Promise<void>;
}

/** A client with what the types of the driver leave out. */
type RefClient = pg.Client & { ref(): void; unref(): void };

/** Milliseconds until a server that could not be brought back is tried again, at most. */
const MAX_PAUSE = 2_000;

/**
 * Holds a connection to a server for as long as this process uses it: others see by it that the server is in use, and
 * when the server dies, the connection ends at that moment and the server is brought back.
 */
export function keepRunning({ url, bringBack, report }: KeeperOptions): Keeper {
  const released = new AbortController();
  let client: pg.Client | undefined;
  // Where it fails, the server is full of connections or has ended meanwhile.
  let recovery = connect().catch(recover);

  return {
    async release() {
      released.abort();
      await recovery;
      // Now this process waits for its end.
      (client as RefClient | undefined)?.ref();
      await client?.end().catch(() => {});
    },
  };

  async function connect(): Promise<void> {
    const made = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      application_name: 'pedigraph-keeper',
    });
    made.on('error', () => {}); // its `end` event follows
    try {
      await made.connect();
    } catch (error) {
      await made.end().catch(() => {});
      throw error;
    }
    // A process that forgets to release the server can still exit.
    (made as RefClient).unref();
    client = made;
    made.once('end', () => {
      if (released.signal.aborted) return;
      report('The embedded PostgreSQL has ended, and is brought back.');
      recovery = recovery.then(recover);
    });
  }

  async function recover(): Promise<void> {
    let reported = '';
    for (let wait = 50; !released.signal.aborted; wait = Math.min(2 * wait, MAX_PAUSE)) {
      try {
        await bringBack();
        await connect();
        return;
      } catch (error) {
        const { message } = error as Error;
        if (message !== reported) report(`The embedded PostgreSQL is not back yet: ${message}`);
        reported = message;
      }
      await pause(wait, undefined, { signal: released.signal }).catch(() => {});
    }
  }
}
