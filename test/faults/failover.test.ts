import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { verifyStore } from '#process/verify-store.js';
import { type RunningCommand, startCommand } from '../support/running-command.js';
import { testConfig } from '../support/test-config.js';
import { createStandbyPair, type StandbyPair } from './standby-pair.js';

/** The product's own deadlines: a connection that died is told within them. */
const DEADLINES = {
  PEDIGRAPH_TIMEOUT_OPERATION_MS: '10000',
  PEDIGRAPH_TIMEOUT_SUBGRAPH_MS: '8000',
  PEDIGRAPH_TIMEOUT_STATEMENT_MS: '5000',
  PEDIGRAPH_TIMEOUT_LOCK_MS: '2000',
};
const VERSION =
  'query ($ref: String!) { datasetVersion(ref: $ref) { ref rowCount lineage(direction: UPSTREAM) { nodes { ref } } } }';
/** With a field that is never kept. */
const UNKEPT = VERSION.replace('{ datasetVersion', '{ __schema { queryType { name } } datasetVersion');
const SUBJECTS = '{ ledger(first: 100) { nodes { subject } } }';
const FOUND = '{ search(query: "") { nodes { ... on DatasetVersion { ref } } } }';

interface Answer {
  readonly data: Record<string, never> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

async function ask(server: RunningCommand, query: string, variables = {}): Promise<Answer> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

/** The answer once there is one: a database that changes places is UNAVAILABLE for a moment. */
async function settled(server: RunningCommand, query: string, variables = {}): Promise<Record<string, never>> {
  for (;;) {
    const { data, errors } = await ask(server, query, variables);
    if (errors === undefined) return data!;
    for (const { message, extensions } of errors) expect([extensions.code, message]).toEqual(['UNAVAILABLE', message]);
    await pause(100);
  }
}

function register(server: RunningCommand, dataset: string, rows: number): Promise<Answer> {
  return ask(
    server,
    'mutation ($dataset: String!, $rows: SafeInt!) { registerDatasetVersion(input: { dataset: $dataset, rowCount: $rows }) { created } }',
    { dataset, rows },
  );
}

async function startBoth(pair: StandbyPair) {
  const over = { DATABASE_URL: pair.servingUrl, DATABASE_MIGRATION_URL: pair.url, ...DEADLINES };
  const embedded = await startCommand(['start'], undefined, over);
  return { embedded, distributed: await startCommand(['distributed'], undefined, over) };
}

test('a commit that an asynchronous standby never got is answered by nobody after the failover, without a restart of ours', async () => {
  await using pair = await createStandbyPair({ synchronous: false });
  const { embedded, distributed } = await startBoth(pair);
  await using _ = embedded;
  await using __ = distributed;
  const servers = [embedded, distributed];
  expect((await register(embedded, 'acme/kept', 1)).errors).toBeUndefined();
  await pair.caughtUp();
  await pair.cutReplication();
  expect((await register(distributed, 'acme/lost', 2)).errors).toBeUndefined();
  for (const server of servers) {
    for (const query of [VERSION, UNKEPT, VERSION]) {
      expect(await settled(server, query, { ref: 'acme/lost@1.0.0' })).toMatchObject({
        datasetVersion: { rowCount: 2 },
      });
    }
    await expect
      .poll(async () => JSON.stringify(await settled(server, SUBJECTS)), { timeout: 60_000 })
      .toContain('acme/lost');
  }

  await pair.failOver();

  for (const server of servers) {
    for (const query of [UNKEPT, VERSION]) {
      expect(await settled(server, query, { ref: 'acme/lost@1.0.0' })).toMatchObject({ datasetVersion: null });
      expect(await settled(server, query, { ref: 'acme/kept@1.0.0' })).toMatchObject({
        datasetVersion: { rowCount: 1 },
      });
    }
    for (const query of [SUBJECTS, FOUND]) {
      expect(JSON.stringify(await settled(server, query))).not.toContain('acme/lost');
    }
  }
  expect((await register(embedded, 'acme/lost', 3)).errors).toBeUndefined();
  for (const server of servers) {
    expect(await settled(server, VERSION, { ref: 'acme/lost@1.0.0' })).toMatchObject({
      datasetVersion: { rowCount: 3 },
    });
  }
  const config = testConfig({ DATABASE_URL: pair.url });
  const verified = await verifyStore(config, { checkpoint: [], onProgress: () => {} });
  expect(verified.events).toBeGreaterThan(1);
}, 600_000);

test('with a synchronous standby no write that was acknowledged is lost, and writers see UNAVAILABLE and OUTCOME_UNKNOWN alone', async () => {
  await using pair = await createStandbyPair({ synchronous: true });
  const { embedded, distributed } = await startBoth(pair);
  await using _ = embedded;
  await using __ = distributed;
  const acknowledged: string[] = [];
  const codes = new Set<string>();
  let isOver = false;
  const writer = async (server: RunningCommand, name: string) => {
    for (let n = 1; !isOver; n++) {
      const dataset = `acme/${name}-${n}`;
      const { errors } = await register(server, dataset, n);
      if (errors === undefined) acknowledged.push(dataset);
      for (const { extensions } of errors ?? []) codes.add(extensions.code);
      if (errors !== undefined) await pause(50);
    }
  };
  const writers = Promise.all([
    writer(embedded, 'a'),
    writer(embedded, 'b'),
    writer(distributed, 'c'),
    writer(distributed, 'd'),
  ]);
  await expect.poll(() => acknowledged.length, { timeout: 120_000 }).toBeGreaterThan(20);

  await pair.failOver();

  const before = acknowledged.length;
  await expect.poll(() => acknowledged.length, { timeout: 120_000 }).toBeGreaterThan(before + 20);
  isOver = true;
  await writers;
  expect([...codes].filter((code) => code !== 'UNAVAILABLE' && code !== 'OUTCOME_UNKNOWN')).toEqual([]);
  for (const server of [embedded, distributed]) {
    const lost: string[] = [];
    for (const dataset of acknowledged) {
      const { datasetVersion } = await settled(server, VERSION, { ref: `${dataset}@1.0.0` });
      if (datasetVersion === null) lost.push(dataset);
    }
    expect(lost).toEqual([]);
  }
  await verifyStore(testConfig({ DATABASE_URL: pair.url }), { checkpoint: [], onProgress: () => {} });
}, 600_000);
