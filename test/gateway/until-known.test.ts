import { expect, test } from 'vitest';
import { untilKnown } from '#gateway/mounts/until-known.js';

const code = (name: string) => ({ errors: [{ message: 'A sentence.', extensions: { code: name } }] });
const done = { data: { startRun: { created: true } } };

/** Sends until it is known, each time with the next of these answers. */
async function sent(...answers: readonly object[]) {
  let times = 0;
  const answer = await untilKnown(
    async () => answers[times++] ?? done,
    { signal: new AbortController().signal },
    [1, 1, 1],
  );
  return { times, answer };
}

test('a write whose answer was lost is sent until it is known what became of it', async () => {
  expect(await sent(done)).toEqual({ times: 1, answer: done });
  expect(await sent(code('OUTCOME_UNKNOWN'), done)).toEqual({ times: 2, answer: done });
  expect(await sent(code('OUTCOME_UNKNOWN'), code('CONFLICT'))).toEqual({ times: 2, answer: code('CONFLICT') });
  const away = ['UNAVAILABLE', 'IDEMPOTENCY_KEY_IN_FLIGHT'].map(code);
  expect(await sent(code('OUTCOME_UNKNOWN'), ...away, done)).toEqual({ times: 4, answer: done });
});

test('a write that is known not to have happened is left to its sender', async () => {
  expect(await sent(code('UNAVAILABLE'))).toEqual({ times: 1, answer: code('UNAVAILABLE') });
});

test('what never becomes known is said to be unknown, whatever hinders the last time', async () => {
  const away = Array.from({ length: 5 }, () => code('UNAVAILABLE'));
  expect(await sent(code('OUTCOME_UNKNOWN'), ...away)).toEqual({ times: 4, answer: code('OUTCOME_UNKNOWN') });
});

test('a client that has left is not worked for', async () => {
  let times = 0;
  const unknown = async () => {
    times += 1;
    return code('OUTCOME_UNKNOWN');
  };
  await untilKnown(unknown, { signal: AbortSignal.abort() }, [1, 1]);
  expect(times).toBe(1);
});

test('who leaves during a pause ends it', async () => {
  const client = new AbortController();
  let times = 0;
  const unknown = async () => {
    times += 1;
    setImmediate(() => client.abort());
    return code('OUTCOME_UNKNOWN');
  };
  const anHour = 3_600_000;
  expect(await untilKnown(unknown, client, [anHour])).toEqual(code('OUTCOME_UNKNOWN'));
  expect(times).toBe(1);
});
