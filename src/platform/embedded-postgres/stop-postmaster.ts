import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { NativeBinaries } from './native-binaries.js';
import { isRunning, readPostmasterFile } from './postmaster-file.js';
import { runProgram } from './run-program.js';
import type { ServerHome } from './server-home.js';

/** Milliseconds after which a stop in order becomes an immediate one, from which the next start recovers. */
const STOP_TIMEOUT_MS = 30_000;
/** Milliseconds until connections that were closed a moment ago are gone from what the server reports. */
const SETTLE_MS = 2_000;

/**
 * The last one out turns off the light: stops the server of a cluster in order (open transactions are rolled back),
 * whoever started it, unless somebody else is connected to it. Its starter may have gone long ago.
 */
export async function stopIfUnused(home: ServerHome, binaries: NativeBinaries, url: string): Promise<void> {
  const server = await readPostmasterFile(home.data);
  if (server === undefined || (await isUsed(url))) return;
  if (process.platform === 'win32') {
    await runProgram(binaries.program('pg_ctl'), ['stop', '-w', '-m', 'fast', '-D', home.data], undefined);
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    try {
      process.kill(server.pid, signal);
    } catch {
      return; // it has ended, or is another account's and not ours to stop
    }
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while (Date.now() < deadline) {
      if (!(await isRunning(server.pid))) return;
      await pause(10);
    }
  }
}

/** Connections of other processes that check whether they are the last do not count as use. */
const LEAVING = 'pedigraph-leaving';

/** Whether another process is connected. When in doubt, yes. */
async function isUsed(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: LEAVING });
  client.on('error', () => {});
  try {
    await client.connect();
    for (const deadline = Date.now() + SETTLE_MS; ; await pause(20)) {
      const { rows } = await client.query<{ others: number }>(
        "SELECT count(*)::int AS others FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> $1",
        [LEAVING],
      );
      if (rows[0]?.others === 0) return false;
      if (Date.now() > deadline) return true;
    }
  } catch {
    return true;
  } finally {
    await client.end().catch(() => {});
  }
}
