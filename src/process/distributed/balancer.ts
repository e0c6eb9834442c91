import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One address in front of several servers. */
export interface Balancer {
  readonly port: number;
  close(): Promise<void>;
}

/** Where it listens, and what stands behind it on loopback. */
export interface BalancerOptions {
  readonly host: string;
  readonly port: number;
  readonly targets: readonly number[];
}

/**
 * Gives each connection to the next server in turn, and to the one after where that does not answer. It moves bytes and
 * knows no HTTP: in production an nginx or a load balancer stands here (see docker-compose.yml); this one is for a
 * machine that has nothing but Node.
 */
export async function startBalancer({ host, port, targets }: BalancerOptions): Promise<Balancer> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    open.add(client);
    client.once('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    turn += 1;
    forward(client, [...targets.slice(turn % targets.length), ...targets.slice(0, turn % targets.length)]);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const client of open) client.destroy();
      await closed;
    },
  };
}

function forward(client: Socket, [target, ...others]: readonly number[]): void {
  if (target === undefined) {
    client.destroy();
    return;
  }
  const upstream = connect(target, '127.0.0.1');
  const onRefused = () => forward(client, others);
  upstream.once('error', onRefused);
  upstream.once('connect', () => {
    upstream.off('error', onRefused);
    upstream.on('error', () => client.destroy());
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
}
