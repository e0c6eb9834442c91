import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { freshFolder, type RunningCommand, startCommand } from '../support/running-command.js';

const CLIENTS = 5;
const POINTS = 100;
/** Batches that are answered before the process is killed. */
const ANSWERED = 20;

test('what a client of MLflow was told is logged is there, whole, after the process was killed while others logged', async () => {
  const folder = freshFolder();
  try {
    const killed = await startCommand(['start', '--empty'], folder);
    const { experiment_id } = await send(killed, 'experiments/create', { name: 'killed' });
    const runs = await Promise.all(
      Array.from(
        { length: CLIENTS },
        async () => (await send(killed, 'runs/create', { experiment_id })).run.info.run_id,
      ),
    );
    const acknowledged = new Map<string, number>(runs.map((run) => [run, 0]));
    let answered = 0;
    const ended = once(killed.child, 'exit');
    const log = async (run: string) => {
      for (let batch = 0; ; batch++) {
        await send(killed, 'runs/log-batch', { run_id: run, metrics: pointsOf(batch) });
        acknowledged.set(run, batch + 1);
        if (++answered === ANSWERED) killed.child.kill('SIGKILL');
      }
    };
    const failures = await Promise.all(runs.map((run) => log(run).catch((error: unknown) => error)));
    await ended;
    expect(failures).toEqual(runs.map(() => expect.any(TypeError)));

    await using survived = await startCommand(['start', '--empty'], folder);
    for (const [run, batches] of acknowledged) {
      const logged = await stepsOf(survived, run);
      // The batch whose answer was lost is there whole, or not at all.
      expect([batches * POINTS, (batches + 1) * POINTS]).toContain(logged.length);
      expect(logged).toEqual(logged.map((_, step) => step));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 180_000);

function pointsOf(batch: number): object[] {
  return Array.from({ length: POINTS }, (_, index) => {
    const step = batch * POINTS + index;
    return { key: 'loss', value: step, step, timestamp: 1_700_000_000_000 + step };
  });
}

async function stepsOf({ url }: RunningCommand, run: string): Promise<number[]> {
  const query = new URLSearchParams({ run_id: run, metric_key: 'loss' });
  const answer = await fetch(`${url}/mlflow/api/2.0/mlflow/metrics/get-history?${query}`);
  const { metrics = [] } = (await answer.json()) as { metrics?: readonly { readonly step: number }[] };
  return metrics.map(({ step }) => step);
}

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
async function send({ url }: RunningCommand, path: string, fields: object): Promise<any> {
  const body = JSON.stringify(fields);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/mlflow/api/2.0/mlflow/${path}`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  return answer.json();
}
