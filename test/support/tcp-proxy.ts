import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What happens to what passes, from now on. */
export type Fault =
  | { readonly kind: 'none' }
  /** Every connection is closed, and each new one at once: as where a process ends. */
  | { readonly kind: 'cut' }
  /** The same with a reset: as where a machine starts anew. */
  | { readonly kind: 'reset' }
  /** Nothing passes and nobody is told: as where a firewall forgets a connection. New ones are taken and get no answer. */
  | { readonly kind: 'half-open' }
  /** A byte at a time, with so many milliseconds between. */
  | { readonly kind: 'trickle'; readonly every: number }
  | { readonly kind: 'delay'; readonly ms: number };

/** Stands between a program and a server, and does to their connections what a network does. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** The same URL by way of the proxy. */
  through(url: string): string;
  /** What is under way is met by it, too. After `half-open` connections of before stay as they are: nobody will hear of them. */
  suffer(fault: Fault): void;
  /**
   * Asked of each piece that passes, with how many bytes have come to that side of its connection before: null lets it
   * pass, a number lets so many of its bytes pass and then closes the connection.
   */
  inspect: ((piece: Passing) => number | null) | undefined;
  /** Connections that were made. */
  readonly made: number;
}

/** A piece of what passes. */
export interface Passing {
  readonly bytes: Buffer;
  readonly from: 'client' | 'server';
  /** The number of its connection, in the order in which they were made. */
  readonly connection: number;
  /** Bytes that have passed before on this connection, from that side. */
  readonly before: number;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  readonly connection: number;
  isForgotten: boolean;
}

/** `await using proxy = await startTcpProxy(url)`: everything passes. */
export async function startTcpProxy(target: string, port = 0): Promise<TcpProxy> {
  const { hostname, port: targetPort } = new URL(target);
  const links = new Set<Link>();
  let fault: Fault = { kind: 'none' };
  let made = 0;

  const listener = createServer((client) => {
    made += 1;
    if (fault.kind === 'cut') return void client.destroy();
    if (fault.kind === 'reset') return void client.resetAndDestroy();
    const server = connect(Number(targetPort || 5432), hostname);
    const link: Link = { client, server, connection: made, isForgotten: fault.kind === 'half-open' };
    links.add(link);
    const close = () => {
      if (link.isForgotten) return;
      links.delete(link);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server])
      socket
        .setNoDelay(true)
        .on('error', () => {})
        .on('close', close);
    forward(link, 'client');
    forward(link, 'server');
  });

  function forward(link: Link, from: 'client' | 'server'): void {
    const [source, sink] = from === 'client' ? [link.client, link.server] : [link.server, link.client];
    let before = 0;
    let passing = Promise.resolve();
    source.on('data', (bytes) => {
      passing = passing.then(() => pass(bytes as Buffer));
    });
    const pass = async (bytes: Buffer): Promise<void> => {
      if (link.isForgotten) return;
      const kept = proxy.inspect?.({ bytes, from, before, connection: link.connection }) ?? null;
      before += bytes.length;
      if (kept !== null) {
        if (kept > 0) sink.write(bytes.subarray(0, kept), () => drop(link));
        else drop(link);
        return;
      }
      for (let at = 0; at < bytes.length; ) {
        if (fault.kind === 'trickle') await pause(fault.every);
        if (fault.kind === 'delay') await pause(fault.ms);
        if (link.isForgotten || sink.destroyed) return;
        const end = fault.kind === 'trickle' ? at + 1 : bytes.length;
        sink.write(bytes.subarray(at, end));
        at = end;
      }
    };
  }

  function drop({ client, server }: Link): void {
    client.destroy();
    server.destroy();
  }

  listener.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  const proxy: TcpProxy = {
    port: (listener.address() as AddressInfo).port,
    inspect: undefined,
    get made() {
      return made;
    },
    through(url) {
      const changed = new URL(url);
      changed.hostname = '127.0.0.1';
      changed.port = String(proxy.port);
      return changed.href;
    },
    suffer(next) {
      fault = next;
      for (const link of links) {
        if (next.kind === 'half-open') link.isForgotten = true;
        if (next.kind === 'cut') drop(link);
        if (next.kind === 'reset') link.client.resetAndDestroy();
      }
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const link of links) {
        link.isForgotten = false;
        drop(link);
      }
    },
  };
  return proxy;
}
