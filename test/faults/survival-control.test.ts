import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'graphql';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { createDatabaseIfMissing } from '#platform/database/schema/create-database.js';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/start-embedded-postgres.js';
import { openSubgraph } from '#platform/federation/open-subgraph.js';
import { environments } from '#subgraphs/environments/index.js';
import { freshFolder } from '../support/running-command.js';
import { testConfig } from '../support/test-config.js';

// Each connection of ours asks PostgreSQL to write down what it acknowledges, whatever the server's default is: here not.
vi.mock('#platform/database/driver/session-settings.js', async (original) => {
  const actual = await original<typeof import('#platform/database/driver/session-settings.js')>();
  return {
    ...actual,
    connectionSettings: (settings: Parameters<typeof actual.connectionSettings>[0]) => {
      const { session, ...rest } = actual.connectionSettings(settings);
      return { ...rest, session: session.replace("synchronous_commit = 'on'", "synchronous_commit = 'off'") };
    },
  };
});

/** What is not written down at a commit is written down seldom. */
const CARELESS = { wal_writer_delay: '10000ms' } as const;
const WRITES = 20;

test('the control: a PostgreSQL that acknowledges before it writes loses what the same kill costs nobody else', async () => {
  const folder = freshFolder();
  try {
    const acknowledged = await writeAndKill(folder);
    await using server = await startEmbeddedPostgres({ folder, settings: CARELESS });
    await using subgraph = await open(server.url('control'));
    const { data } = await ask(subgraph, '{ environment(name: "acme/control") { versions { totalCount } } }');
    expect(acknowledged).toBe(WRITES);
    expect(data?.environment?.versions.totalCount ?? 0).toBeLessThan(acknowledged);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a subgraph refuses to run on a server that may lose what it has acknowledged', async () => {
  const folder = freshFolder();
  try {
    await using server = await startEmbeddedPostgres({ folder, ephemeral: true });
    await createDatabaseIfMissing(server.url(), 'control');
    await expect(open(server.url('control'), true).then(() => 'opened')).rejects.toThrow('has fsync, full_page_writes');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** @returns how many writes were acknowledged before PostgreSQL was killed */
async function writeAndKill(folder: string): Promise<number> {
  const server = await startEmbeddedPostgres({ folder, settings: CARELESS });
  await createDatabaseIfMissing(server.url(), 'control');
  const subgraph = await open(server.url('control'));
  await ask(subgraph, REGISTER, { input: { environment: 'acme/control', os: 'linux-first' } });
  // What came before is written down: the loss is of what is acknowledged from here on.
  await subgraph.database.manager.query('CHECKPOINT');
  let acknowledged = 0;
  for (let n = 0; n < WRITES; n++) {
    const { errors } = await ask(subgraph, REGISTER, { input: { environment: 'acme/control', os: `linux-${n}` } });
    if (errors === undefined) acknowledged += 1;
  }
  process.kill(server.pid, 'SIGKILL');
  await subgraph[Symbol.asyncDispose]();
  while (isAlive(server.pid)) await pause(20);
  return acknowledged;
}

function open(databaseUrl: string, durable = false) {
  return openSubgraph(environments, {
    databaseUrl,
    timeouts: testConfig().timeouts,
    logger: pino({ level: 'silent' }),
    durable,
    transportOf: () => () => Promise.reject(new Error('it pins to nobody')),
  });
}

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
async function ask(subgraph: Awaited<ReturnType<typeof open>>, query: string, variables = {}): Promise<any> {
  return subgraph.execute({ document: parse(query), variables, caller: ANONYMOUS, requestId: 'control' });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const REGISTER =
  'mutation ($input: RegisterEnvironmentVersionInput!) { registerEnvironmentVersion(input: $input) { created } }';
