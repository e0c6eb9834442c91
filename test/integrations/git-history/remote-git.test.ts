import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { remoteGit } from '#integrations/git-history/objects/remote-git.js';
import { hasGit } from './git-repository.js';

test.skipIf(!hasGit)('a remote that never answers is given up', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`;
  const connected = once(server, 'connection');
  const answer = remoteGit(['ls-remote', '--quiet', '--end-of-options', url], process.env, 2_000);
  const [socket] = await connected;
  expect(await answer).toEqual({ refused: 'it did not answer within 2 s' });
  socket.destroy();
  server.close();
});
