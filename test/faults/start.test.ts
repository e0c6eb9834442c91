import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freshFolder, runCommand, startCommand } from '../support/running-command.js';

const ask = async (url: string, query: string) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
};

const removedAfterwards = (place: string) => {
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  return place;
};

const DETECTOR = '{ modelVersion(ref: "acme/detector@1.0.0") { digest } }';

test('what was written is there after a stop in order and another start; the example is loaded once', async () => {
  const folder = freshFolder();
  const first = await startCommand(['start'], folder);
  await ask(first.url, 'mutation { registerModelVersion(input: { model: "acme/detector" }) { created } }');
  const before = await ask(first.url, DETECTOR);
  const models = await ask(first.url, '{ models { totalCount } }');
  expect(await first.stop()).toBe(0);

  await using second = await startCommand(['start'], folder);
  expect(await ask(second.url, DETECTOR)).toEqual(before);
  expect(before).toMatchObject({ data: { modelVersion: { digest: expect.stringMatching(/^sha256:/) } } });
  expect(await ask(second.url, '{ models { totalCount } }')).toEqual(models);
});

test('a catalog that is rebuilt gives the same answers', async () => {
  const folder = freshFolder();
  const first = await startCommand(['start'], folder);
  const lineage = '{ lineage(of: "demo/churn@1.0.0", direction: BOTH) { complete nodes { ref } edges { from to } } }';
  const counts = '{ registryInsight { modelVersions reproducibleShare } ledgerCheckpoint { size rootHash } }';
  const answers = async (url: string) => [await ask(url, lineage), await ask(url, counts)];
  // The catalog follows the ledgers a moment later; what it answers is compared once it is level.
  const unread = async () => {
    const { data } = (await ask(first.url, '{ catalogStatus { lagEvents } }')) as {
      data: { catalogStatus: { lagEvents: number }[] };
    };
    return data.catalogStatus.reduce((sum, ledger) => sum + ledger.lagEvents, 0);
  };
  await expect.poll(unread, { timeout: 120_000 }).toBe(0);
  const before = await answers(first.url);
  await first.stop();

  const { code, output } = await runCommand(['catalog', 'rebuild', '--data', folder]);
  expect([code, output]).toEqual([0, expect.stringMatching(/^The catalog is rebuilt from \d+ events\.$/m)]);
  await using second = await startCommand(['start', '--empty'], folder);
  expect(await answers(second.url)).toEqual(before);
});

test('--empty leaves the example out', async () => {
  await using running = await startCommand(['start', '--empty']);
  expect(await ask(running.url, '{ models { totalCount } }')).toEqual({ data: { models: { totalCount: 0 } } });
});

test('a taken port is one sentence that says how to choose another', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const folder = removedAfterwards(freshFolder());
  const { code, output } = await runCommand(['start', '--port', String(port), '--data', folder]);
  other.close();
  expect(code).toBe(1);
  expect(output.trim()).toBe(
    `Port ${port} on 127.0.0.1 is taken by another program: stop that one, or choose another with --port or PORT (0 takes a free one).`,
  );
});

test('a data folder that cannot be made is one sentence', async () => {
  const file = removedAfterwards(freshFolder());
  await writeFile(file, '');
  const { code, output } = await runCommand(['start', '--port', '0', '--data', `${file}/data`]);
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toHaveLength(1);
  expect(output).toMatch(/--data|PEDIGRAPH_DATA/);
});

test('a DATABASE_URL where nobody answers is one sentence that does not show the password', async () => {
  const { code, output } = await runCommand(['start', '--port', '0'], {
    DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/x',
  });
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toHaveLength(1);
  expect(output).toMatch(/DATABASE_URL/);
  expect(output).not.toContain('secret');
});

test('another address than loopback wants a token', async () => {
  const { code, output } = await runCommand(['start', '--port', '0', '--host', '0.0.0.0']);
  expect(code).toBe(2);
  expect(output).toMatch(/^HOST: .*PEDIGRAPH_TOKEN/);
});

test('every problem of the configuration is reported at once, by its variable', async () => {
  const { code, output } = await runCommand(['start'], {
    PORT: 'many',
    PEDIGRAPH_LIMIT_DEPTH: '0',
    PEDIGRAPH_LOG_LEVEL: 'loud',
  });
  expect(code).toBe(2);
  expect(output).toMatch(/^PORT: .*\n {2}PEDIGRAPH_LOG_LEVEL: /m);
  expect(output).toMatch(/^ {2}PEDIGRAPH_LIMIT_DEPTH: /m);
});

test.each([
  [['start', '--prot', '1']],
  [['gateway']],
  [['subgraph', 'nothing']],
  [['frobnicate']],
  [['import', 'mlflow']],
])('%j is used wrongly: one sentence and exit code 2', async (args) => {
  const { code, output } = await runCommand(args);
  expect(code).toBe(2);
  expect(output).toMatch(/^error: /);
});

test.each([['start'], ['backup'], ['restore'], ['distributed'], ['gateway'], ['subgraph'], ['compose'], ['import']])(
  '%s has --help',
  async (name) => {
    const { code, output } = await runCommand([name, '--help']);
    expect(code).toBe(0);
    expect(output).toMatch(/^Usage: pedigraph /);
  },
);

test('a LOG_LEVEL that is meant for another program does no harm', async () => {
  const folder = freshFolder();
  process.env.LOG_LEVEL = 'LOUD';
  try {
    await using running = await startCommand(['start'], folder);
    expect(await ask(running.url, '{ model(name: "demo/churn") { latest { run { status } } } }')).toEqual({
      data: { model: { latest: { run: { status: 'FINISHED' } } } },
    });
  } finally {
    delete process.env.LOG_LEVEL;
  }
});

test('with named tokens alone it starts, example and all', async () => {
  await using running = await startCommand(['start'], freshFolder(), {
    PEDIGRAPH_TOKENS: 'ann=a-token-that-only-ann-has,ben=a-token-that-only-ben-has',
  });
  expect(running.output()).toContain('with a small example');
});
