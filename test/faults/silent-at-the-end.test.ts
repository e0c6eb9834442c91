import { rm } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { withConnection } from '#platform/database/driver/with-connection.js';
import { createDatabaseIfMissing } from '#platform/database/schema/create-database.js';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/start-embedded-postgres.js';
import { freshFolder, startCommand } from '../support/running-command.js';

test('a process that is told to stop ends, though no connection to PostgreSQL answers', async () => {
  const folder = freshFolder();
  const server = await startEmbeddedPostgres({ folder });
  onTestFinished(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  await createDatabaseIfMissing(server.url(), 'silent');
  const running = await startCommand(['start', '--empty'], undefined, {
    DATABASE_URL: server.url('silent'),
    PEDIGRAPH_TIMEOUT_DRAIN_MS: '2000',
  });
  const pids = await withConnection(server.url(), async (connection) => {
    const { rows } = await connection.query(
      `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'pedigraph-%'`,
    );
    return rows.map(({ pid }: { pid: number }) => pid);
  });
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    expect(await running.stop()).toBe(0);
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
});
