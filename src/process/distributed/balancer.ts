import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { BACKLOG } from '#platform/server/listen.js';

/** One address in front of several servers. */
export interface Balancer {
  readonly port: number;
  /** Accepts no connection more; resolves once each of those it has is with a server. They stay open. */
  stopAccepting(): Promise<void>;
  /** Ends what is open, with all that a server has sent. */
  close(): Promise<void>;
}

/** Where it listens, and what stands behind it on loopback. */
export interface BalancerOptions {
  readonly host: string;
  readonly port: number;
  readonly targets: readonly number[];
}

/** Milliseconds that clients have to take the rest of an answer once the servers have ended. */
const FLUSH_TIMEOUT_MS = 2_000;

/**
 * Gives each connection to the next server in turn, and to the one after where that does not answer. It moves bytes and
 * knows no HTTP: in production an nginx or a load balancer stands here (see docker-compose.yml); this one is for a
 * machine that has nothing but Node.
 */
export async function startBalancer({ host, port, targets }: BalancerOptions): Promise<Balancer> {
  const open = new Set<Socket>();
  const connecting = new Set<Promise<void>>();
  let turn = 0;
  // A client that has half-closed its connection still waits for the answer.
  const server = createServer({ allowHalfOpen: true }, (client) => {
    open.add(client);
    client.once('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    turn += 1;
    const order = [...targets.slice(turn % targets.length), ...targets.slice(0, turn % targets.length)];
    const connected = forward(client, order);
    connecting.add(connected);
    void connected.then(() => connecting.delete(connected));
  });
  server.listen({ port, host, backlog: BACKLOG });
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  const ended = once(server, 'close');
  return {
    port: own,
    async stopAccepting() {
      server.close();
      await Promise.all(connecting);
    },
    async close() {
      if (server.listening) server.close();
      for (const client of open) client.end();
      const late = setTimeout(() => {
        for (const client of open) client.destroy();
      }, FLUSH_TIMEOUT_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

/**
 * What has come of the server is for the client to take first, also while it still sends: closed at once, its
 * connection would be reset, and the answer lost that it has not read.
 */
function endAfterAnswer(client: Socket, upstream: Socket): void {
  client.unpipe(upstream);
  client.resume();
  client.once('end', () => client.destroySoon());
  const late = setTimeout(() => client.destroy(), FLUSH_TIMEOUT_MS);
  client.once('close', () => clearTimeout(late));
  if (client.readableEnded) client.destroySoon();
  else client.end();
}

/** Resolves once the client is with a server, or has none. */
function forward(client: Socket, [target, ...others]: readonly number[]): Promise<void> {
  if (target === undefined) {
    client.destroy();
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const upstream = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    const onRefused = () => resolve(forward(client, others));
    upstream.once('error', onRefused);
    upstream.once('connect', () => {
      upstream.off('error', onRefused);
      upstream.on('error', () => {}); // it closes, too
      client.once('close', () => upstream.destroy());
      upstream.once('close', () => endAfterAnswer(client, upstream));
      client.pipe(upstream).pipe(client);
      resolve();
    });
  });
}
