/** A connection to PostgreSQL, as far as it is watched. */
export interface WatchedConnection {
  readonly host: string;
  readonly port: number;
  readonly pending: number;
  readonly since: number;
  query(statement: { readonly text: string; readonly query_timeout: number }): Promise<unknown>;
}

/** Milliseconds without an answer after which the other connections to the same server are probed. */
const STALL_MS = 1_000;
/** Milliseconds between two checks. */
const CHECK_INTERVAL_MS = 500;
/** How long a probe may take, in milliseconds; then the driver closes the connection. */
const PROBE_TIMEOUT_MS = 1_000;

/** The watched connections, by server. */
const connections = new Map<string, Set<WatchedConnection>>();
let checking: NodeJS.Timeout | undefined;

/**
 * Watches a connection until it is forgotten. Where one gets no answer, the way to the server may be broken without an
 * error on any socket (a firewall that drops idle connections, a failover without a reset): the other connections to
 * that server that have received nothing since are probed. So the next request finds no dead connection in the pool,
 * and does not wait for its own time-out to learn that it is dead.
 */
export function watch(connection: WatchedConnection): void {
  const server = serverOf(connection);
  const known = connections.get(server) ?? new Set();
  connections.set(server, known.add(connection));
  checking ??= setInterval(check, CHECK_INTERVAL_MS).unref();
}

/** Stops watching a connection. */
export function forget(connection: WatchedConnection): void {
  const server = serverOf(connection);
  connections.get(server)?.delete(connection);
  if (connections.get(server)?.size === 0) connections.delete(server);
  if (connections.size > 0) return;
  clearInterval(checking);
  checking = undefined;
}

function check(): void {
  const now = performance.now();
  for (const known of connections.values()) {
    const stalled = [...known].filter(({ pending, since }) => pending > 0 && now - since > STALL_MS);
    if (stalled.length === 0) continue;
    const sinceWhen = Math.max(...stalled.map(({ since }) => since));
    for (const connection of known) {
      if (connection.pending > 0 || connection.since > sinceWhen) continue;
      connection.query({ text: 'SELECT 1', query_timeout: PROBE_TIMEOUT_MS }).catch(() => {});
    }
  }
}

function serverOf({ host, port }: WatchedConnection): string {
  return `${host}:${port}`;
}
