import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GATEWAY_ENV } from '../support/internal-tokens.js';
import { freshFolder, type RunningCommand, startCommand } from '../support/running-command.js';
import { expectRefusedLiteral, WRONG_LITERALS } from '../support/wrong-literals.js';

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
type Answer = any;

const ANN = 'a-token-that-only-ann-has';

let topology: RunningCommand;
beforeAll(async () => {
  topology = await startCommand(['distributed'], freshFolder(), { PEDIGRAPH_TOKENS: `ann=${ANN}` });
});
afterAll(async () => topology?.[Symbol.asyncDispose]());

const VERSION = `{ modelVersion(ref: "demo/churn@production") {
  ref run { status metrics { key } } environment { ref } datasets { datasetVersion { ref dataset { name } } } } }`;
const WHOLE = {
  ref: 'demo/churn@1.1.0',
  run: { status: 'FINISHED', metrics: [{ key: 'auc' }, { key: 'loss' }] },
  environment: { ref: 'demo/python@1.0.0' },
  datasets: [{ datasetVersion: { ref: 'demo/customers@1.1.0', dataset: { name: 'demo/customers' } } }],
};

describe('six subgraph processes and two gateways behind one address', () => {
  test('answer one request from every subgraph', async () => {
    expect(await ask(VERSION)).toEqual({ data: { modelVersion: WHOLE } });
  });

  test('pass on codes, sentences and details of the subgraph that refuses', async () => {
    const { errors } = await ask('{ environments(first: 101) { totalCount } }');
    expect(errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', min: 1, max: 100 });
    const taken = await ask(
      'mutation { registerEnvironmentVersion(input: { environment: "demo/python", version: "1.0.0", os: "linux" }) { created } }',
    );
    expect(taken.errors[0].extensions).toMatchObject({ code: 'CONFLICT', existing: 'demo/python@1.0.0' });
  });

  test.each(WRONG_LITERALS)('refuse as one process does what a scalar does not take: $query', async (wrong) => {
    expectRefusedLiteral(wrong, await ask(wrong.query));
  });

  test('know each other by keys that are in no argument, and no subgraph answers anybody else', async () => {
    for (const { process: name, pid } of processes()) {
      const command = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
      expect(command).toContain('--port');
      expect(command).not.toMatch(/MC[0-9A-Za-z+/]{40}/);
      if (name.startsWith('gateway')) continue;
      const url = `http://127.0.0.1:${/--port (\d+)/.exec(command)?.[1]}`;
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      for (const authorization of ['', `Bearer ${ANN}`]) {
        const headers = { 'content-type': 'application/json', authorization };
        const body = '{"query":"{ _service { sdl } }"}';
        for (const path of ['/graphql', '/graphql/stream'])
          expect((await fetch(url + path, { method: 'POST', headers, body })).status).toBe(401);
        for (const path of ['/version', '/metrics']) expect((await fetch(url + path, { headers })).status).toBe(401);
      }
    }
  });

  test('without one subgraph give the rest, say which is missing, write nothing that rests on it, and recover', async () => {
    process.kill(pidOf('datasets'), 'SIGKILL');

    const broken = await until(
      () => ask(VERSION),
      (answer) => answer.errors !== undefined,
    );
    expect(broken.errors[0].extensions).toEqual({ code: 'UNAVAILABLE', subgraph: 'datasets' });
    expect(broken.data.modelVersion).toMatchObject({ ref: WHOLE.ref, run: WHOLE.run, environment: WHOLE.environment });

    const whole = await until(
      () => ask(VERSION),
      (answer) => answer.errors === undefined,
    );
    expect(whole).toEqual({ data: { modelVersion: WHOLE } });
  });

  test('refuse to register what cannot be verified: UNAVAILABLE, and nothing is written', async () => {
    process.kill(pidOf('environments'), 'SIGKILL');
    const register = `mutation { registerModelVersion(input: { model: "demo/unverified", environment: "demo/python@1.0.0" }) { created } }`;
    const { errors } = await ask(register);
    expect(errors[0].extensions.code).toBe('UNAVAILABLE');
    expect(await ask('{ model(name: "demo/unverified") { id } }')).toEqual({ data: { model: null } });

    const later = await until(
      () => ask(register),
      (answer) => answer.errors === undefined,
    );
    expect(later.data.registerModelVersion.created).toBe(true);
  });

  test('stop in order and leave no process behind', async () => {
    const pids = processes().map(({ pid }) => pid);
    expect(pids).toHaveLength(8 + 2); // two were killed and started again
    expect(await topology.stop()).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
  });
});

test('a process whose parent was killed while it came up ends too', async () => {
  const args = ['bin/run-bundle.mjs', 'gateway', '--supergraph', 'schema/supergraph.graphql', '--port', '0'];
  const env = { ...process.env, ...GATEWAY_ENV, PEDIGRAPH_SUPERVISED: '1' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const ended = once(child, 'exit');
  child.disconnect();
  expect(await ended).toEqual([0, null]);
});

async function ask(query: string): Promise<Answer> {
  const response = await fetch(`${topology.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ANN}` },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

async function until(tell: () => Promise<Answer>, holds: (answer: Answer) => boolean): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await tell();
    if (holds(answer) || attempt === 200) return answer;
    await pause(50);
  }
}

/** Every process that was ever started, in that order. */
function processes(): { process: string; pid: number }[] {
  const lines = topology
    .output()
    .split('\n')
    .filter((text) => text.includes('a process is started'));
  return lines.map((line) => JSON.parse(line));
}

function pidOf(name: string): number {
  return processes().findLast((one) => one.process === name)?.pid ?? Number.NaN;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
