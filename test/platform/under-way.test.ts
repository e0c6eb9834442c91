import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createUnderWay } from '#platform/loading/under-way.js';

/** Work that goes on when it is told to, and says what it does. */
function slowWork(log: string[]) {
  return (name: string) => async () => {
    log.push(`${name} begins`);
    await turn();
    log.push(`${name} ends`);
    return name;
  };
}

test('work of one key is done once for all who want it at the same time, and again for who comes later', async () => {
  const log: string[] = [];
  const work = slowWork(log);
  const { once } = createUnderWay();
  expect(await Promise.all([once('a', work('first')), once('a', work('second')), once('b', work('third'))])).toEqual([
    'first',
    'first',
    'third',
  ]);
  expect(await once('a', work('fourth'))).toBe('fourth');
  expect(log.filter((line) => line.endsWith('begins'))).toEqual(['first begins', 'third begins', 'fourth begins']);
});

test('where the one who does it fails, the others do it themselves, and share that again', async () => {
  const log: string[] = [];
  const work = slowWork(log);
  const { once } = createUnderWay();
  const leaves = async () => {
    await turn();
    throw new Error('the client has left');
  };
  const outcomes = await Promise.allSettled([once('a', leaves), once('a', work('second')), once('a', work('third'))]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(log).toEqual(['second begins', 'second ends']);
});

test('work that shares a name takes turns, in the order in which it came; other work does not wait', async () => {
  const log: string[] = [];
  const work = slowWork(log);
  const { inTurn } = createUnderWay();
  await Promise.all([
    inTurn(['raw', 'clean'], work('first')),
    inTurn(['clean', 'raw'], work('second')),
    inTurn(['other'], work('apart')),
    inTurn(['clean'], work('third')),
  ]);
  expect(log.filter((line) => !line.startsWith('apart'))).toEqual([
    'first begins',
    'first ends',
    'second begins',
    'second ends',
    'third begins',
    'third ends',
  ]);
  expect(log.indexOf('apart begins')).toBeLessThan(log.indexOf('first ends'));
});

test('work that fails lets the next one take its turn', async () => {
  const { inTurn } = createUnderWay();
  const refused = inTurn(['raw'], async () => {
    throw new Error('refused');
  });
  const next = inTurn(['raw'], async () => 'done');
  await expect(refused).rejects.toThrow('refused');
  expect(await next).toBe('done');
});
