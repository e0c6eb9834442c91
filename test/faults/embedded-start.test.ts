import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { readPostmasterFile } from '#platform/embedded-postgres/postmaster-file.js';
import { freshFolder, startCommand } from '../support/running-command.js';

const dataOf = (folder: string) => path.join(folder, 'postgres', 'data');

const ask = async (url: string, query: string) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.json()) as Answer;
};

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

const EXAMPLE = `{
  models { totalCount } model(name: "demo/churn") { versions { totalCount } aliases { name modelVersion { version } } }
  deployments(target: "demo-eu") { totalCount }
}`;
const LOADED = {
  data: {
    models: { totalCount: 2 },
    model: {
      versions: { totalCount: expect.any(Number) },
      aliases: expect.arrayContaining([
        { name: 'production', modelVersion: { version: '1.1.0' } },
        { name: 'staging', modelVersion: { version: '2.0.0' } },
      ]),
    },
    deployments: { totalCount: 1 },
  },
};

test('two first starts at once on a new folder both serve, one example, on one database', async () => {
  const folder = freshFolder();
  const [first, second] = await Promise.all([startCommand(['start'], folder), startCommand(['start'], folder)]);
  try {
    expect(await ask(first.url, EXAMPLE)).toEqual(LOADED);
    expect(await ask(second.url, EXAMPLE)).toEqual(LOADED);
    expect(await first.stop()).toBe(0);
    expect(await ask(second.url, EXAMPLE)).toEqual(LOADED);
  } finally {
    await first.stop();
    await second[Symbol.asyncDispose]();
  }
  expect(await readPostmasterFile(dataOf(folder))).toBeUndefined();
});

test('a first start that is killed half-way, wherever that is, is finished by the next', async () => {
  const folder = freshFolder();
  // What a start leaves behind as it goes: it is killed as soon as it has come so far.
  const milestones = [
    () => readPostmasterFile(dataOf(folder)).then((server) => server !== undefined),
    (child: Started) => child.answers('{ __typename }'),
    (child: Started) => child.answers('{ model(name: "demo/churn") { name } }'),
  ];
  for (const isReached of milestones) {
    const started = startToKill(folder);
    while (!started.hasEnded() && !(await isReached(started))) await pause(5);
    await started.kill();
  }
  await using running = await startCommand(['start'], folder);
  expect(await ask(running.url, EXAMPLE)).toEqual(LOADED);
}, 240_000);

test('a PostgreSQL that is killed while it serves comes back, with all that was acknowledged', async () => {
  const folder = freshFolder();
  await using running = await startCommand(['start', '--empty'], folder);
  const register = (n: number) =>
    ask(running.url, `mutation { registerModelVersion(input: { model: "kept/m${n}" }) { created } }`);
  const acknowledged: number[] = [];
  let next = 0;
  const writer = async (until: () => boolean) => {
    while (!until()) {
      const n = next++;
      const { errors } = await register(n);
      if (errors === undefined) acknowledged.push(n);
    }
  };
  for (let kill = 0; kill < 2; kill++) {
    const { pid } = (await readPostmasterFile(dataOf(folder)))!;
    const wanted = acknowledged.length + 20;
    let killed = false;
    const writing = [1, 2, 3].map(() => writer(() => killed && acknowledged.length >= wanted + 20));
    await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(wanted);
    process.kill(pid, 'SIGKILL');
    killed = true;
    await Promise.all(writing);
  }
  for (const n of acknowledged) {
    expect(await ask(running.url, `{ model(name: "kept/m${n}") { versions { totalCount } } }`)).toEqual({
      data: { model: { versions: { totalCount: 1 } } },
    });
  }
}, 240_000);

interface Started {
  hasEnded(): boolean;
  /** Whether it serves and has something under the query's first field. */
  answers(query: string): Promise<boolean>;
  kill(): Promise<void>;
}

function startToKill(folder: string): Started {
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { DATABASE_URL: _, ...env } = process.env;
  const port = 20_000 + (process.pid % 20_000);
  const child: ChildProcess = spawn(
    process.execPath,
    ['bin/pedigraph.mjs', 'start', '--data', folder, '--port', String(port)],
    { env, stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  return {
    hasEnded: () => child.exitCode !== null,
    answers: (query) =>
      ask(`http://127.0.0.1:${port}`, query).then(
        ({ data }) => Object.values((data ?? {}) as object).some((value) => value !== null),
        () => false,
      ),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
