import { expect, test } from 'vitest';
import { createPace, nextShare, type Pace, UNITS_A_TURN } from '#platform/turns/pace.js';

/** Does so many units of work; tells what it did in each turn of the event loop. */
async function work(pace: Pace, units: number, done: (units: number) => void): Promise<void> {
  for (let unit = 0; unit < units; unit += 100) {
    done(100);
    const turn = pace.spend(100);
    if (turn !== undefined) await turn;
  }
}

/** The units of work that were done between two turns of somebody who takes every one. */
async function unitsByTurn(run: (done: (units: number) => void) => Promise<unknown>): Promise<number[]> {
  const turns = [0];
  let over = false;
  const tick = () => {
    turns.push(0);
    if (!over) setImmediate(tick);
  };
  setImmediate(tick);
  await run((units) => {
    turns[turns.length - 1]! += units;
  });
  over = true;
  return turns;
}

test('no turn of the event loop holds more than its share of the work', async () => {
  const turns = await unitsByTurn((done) => work(createPace(), 20 * UNITS_A_TURN, done));
  expect(turns.reduce((sum, units) => sum + units)).toBe(20 * UNITS_A_TURN);
  expect(Math.max(...turns)).toBeLessThanOrEqual(2 * UNITS_A_TURN);
});

test('many who compute at once share the turns: to each belongs one of them alone', async () => {
  const turns = await unitsByTurn((done) =>
    Promise.all(Array.from({ length: 8 }, () => work(createPace(), 10 * UNITS_A_TURN, done))),
  );
  // All eight begin in the same turn, before any of them has to give way.
  expect(Math.max(...turns.slice(1))).toBeLessThanOrEqual(2 * UNITS_A_TURN);
  expect(turns.filter((units) => units > 0).length).toBeGreaterThan(40);
});

test('work within one share is done without giving way', async () => {
  await nextShare();
  const pace = createPace();
  expect(pace.spend(UNITS_A_TURN - 1)).toBeUndefined();
  expect(pace.spend(1)).toBeInstanceOf(Promise);
});
