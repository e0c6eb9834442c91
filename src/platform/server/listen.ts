import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.js';

/**
 * Connections that the kernel holds until the event loop takes them, where its own limit lets it. With one more the
 * kernel drops the SYN, and the client tries again after 1, 3 and 7 seconds: Node.js's 511 are a burst of clients.
 */
export const BACKLOG = 4_096;

/**
 * Listens, and returns the URL under which this machine reaches the server. Port 0 is a free one.
 * @throws {Error} one sentence that names the port and how to choose another, where the port cannot be had.
 */
export async function listen(server: FastifyInstance, { host, port }: Pick<Config, 'host' | 'port'>): Promise<string> {
  try {
    await server.listen({ host, port, backlog: BACKLOG });
  } catch (error) {
    throw new Error(reasonOf(error as NodeJS.ErrnoException, host, port), { cause: error });
  }
  const address = server.server.address() as AddressInfo;
  return `http://${reachable(address.address)}:${address.port}`;
}

function reasonOf(error: NodeJS.ErrnoException, host: string, port: number): string {
  const another = `choose another with --port or PORT (0 takes a free one)`;
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program: stop that one, or ${another}.`;
    case 'EACCES':
      return `Port ${port} is not allowed to this user: ${another}; ports below 1024 want a privileged user.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `The address ${host} does not belong to this machine: choose another with HOST.`;
    default:
      return `Listening on ${host}:${port} failed: ${error.message}.`;
  }
}

/** `0.0.0.0` and `::` mean "every address" to listen on and nothing to connect to. */
function reachable(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}
