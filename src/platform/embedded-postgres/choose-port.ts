import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';

/**
 * A free port of the loopback interface: the one that the cluster had last, where nobody else has it now. So a server
 * that is brought back is where those who use it look for it, whoever brings it back.
 */
export async function choosePort(data: string): Promise<number> {
  // PostgreSQL writes there what it was started with.
  const options = await readFile(path.join(data, 'postmaster.opts'), 'utf8').catch(() => '');
  const last = /"port=(\d+)"/.exec(options)?.[1];
  return (last === undefined ? undefined : await portIfFree(Number(last))) ?? (await portIfFree(0))!;
}

/** @param port 0 for any */
function portIfFree(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo;
      server.close(() => resolve(taken));
    });
  });
}
