import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
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

test.skipIf(!hasGit)('what Git started ends with it, and has no terminal', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-remote-'));
  const report = path.join(folder, 'report');
  // An ssh that tells who it is, and would wait for ever.
  const script = `#!/bin/sh\n(: </dev/tty) 2>/dev/null && tty=yes || tty=no\necho $$ $tty >${report}\nexec sleep 600\n`;
  await writeFile(path.join(folder, 'ssh'), script, { mode: 0o755 });
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
  expect(await remoteGit(['ls-remote', 'ssh://git.example.org/a'], env, 2_000)).toEqual({
    refused: 'it did not answer within 2 s',
  });
  const [pid, tty] = (await readFile(report, 'utf8')).trim().split(' ');
  expect(tty).toBe('no');
  await expect.poll(() => isRunning(Number(pid))).toBe(false);
  await rm(folder, { recursive: true });
});

/** One that has ended and that nobody waited for is still listed, as a zombie. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout !== '' && !stdout.startsWith('Z');
}
