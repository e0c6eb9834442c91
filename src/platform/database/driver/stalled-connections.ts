/** A connection to PostgreSQL, as far as it is watched. */
export interface WatchedConnection {
  readonly host: string;
  readonly port: number;
  readonly pending: number;
  readonly since: number;
  query(statement: { readonly text: string; readonly query_timeout: number }): Promise<unknown>;
}

/** Milliseconds without an answer after which a connection makes the others on its server suspect. */
const STALL = 1_000;
/** Milliseconds between two looks. */
const LOOK = 500;
/** How long a suspect may take to show that it is there, in milliseconds; then the driver cuts it. */
const PROOF = 1_000;

/** By server. */
const connections = new Map<string, Set<WatchedConnection>>();
let looking: NodeJS.Timeout | undefined;

/**
 * Watches a connection until it is forgotten. Where one gets no answer, the way to the server may be broken without
 * anybody having been told (a firewall that drops what was idle, a failover without a reset): the others on that server
 * that have not been heard of since are asked whether they are there. So whoever comes next finds none that is dead, and
 * does not wait until its own time is up to learn it.
 */
export function watch(connection: WatchedConnection): void {
  const server = serverOf(connection);
  const known = connections.get(server) ?? new Set();
  connections.set(server, known.add(connection));
  looking ??= setInterval(look, LOOK).unref();
}

/** Watches it no longer. */
export function forget(connection: WatchedConnection): void {
  const server = serverOf(connection);
  connections.get(server)?.delete(connection);
  if (connections.get(server)?.size === 0) connections.delete(server);
  if (connections.size > 0) return;
  clearInterval(looking);
  looking = undefined;
}

function look(): void {
  const now = performance.now();
  for (const known of connections.values()) {
    const stalled = [...known].filter(({ pending, since }) => pending > 0 && now - since > STALL);
    if (stalled.length === 0) continue;
    const sinceWhen = Math.max(...stalled.map(({ since }) => since));
    for (const connection of known) {
      if (connection.pending > 0 || connection.since > sinceWhen) continue;
      connection.query({ text: 'SELECT 1', query_timeout: PROOF }).catch(() => {});
    }
  }
}

function serverOf({ host, port }: WatchedConnection): string {
  return `${host}:${port}`;
}
