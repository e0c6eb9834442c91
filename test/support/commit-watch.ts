import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

/** Watches what programs commit to PostgreSQL under an idempotency key, and has them killed before they hear of it. */
export interface CommitWatch extends AsyncDisposable {
  /** The URL of the database by way of the watch. */
  readonly url: string;
  /**
   * From now on the commits of transactions in which the key stands are counted. As soon as PostgreSQL answers the one of
   * that number, `kill` is called and the answer is dropped.
   */
  watch(key: string, killAt?: number, kill?: () => void): void;
}

/** What PostgreSQL answers to COMMIT: CommandComplete with its tag. */
const COMMITTED = Buffer.from('C\0\0\0\x0bCOMMIT\0', 'latin1');

/** ReadyForQuery outside of a transaction: what the key stood in was a statement by itself. */
const IDLE = Buffer.from('Z\0\0\0\x05I', 'latin1');

/** `await using watch = await startCommitWatch(databaseUrl)`. */
export async function startCommitWatch(databaseUrl: string): Promise<CommitWatch> {
  const proxy: TcpProxy = await startTcpProxy(databaseUrl);
  let commits = 0;
  return {
    url: proxy.through(databaseUrl),
    watch(key, killAt = Number.NaN, kill = () => {}) {
      commits = 0;
      const writing = new Set<number>();
      proxy.inspect = ({ bytes, from, connection }) => {
        if (from === 'client') {
          if (bytes.includes(key)) writing.add(connection);
          return null;
        }
        if (!writing.has(connection)) return null;
        if (!bytes.includes(COMMITTED)) {
          if (bytes.includes(IDLE)) writing.delete(connection);
          return null;
        }
        writing.delete(connection);
        commits += 1;
        if (commits !== killAt) return null;
        kill();
        return 0;
      };
    },
    [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
  };
}
