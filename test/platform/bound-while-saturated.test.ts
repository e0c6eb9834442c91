import { EventEmitter } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { boundWhileSaturated } from '#platform/server/load-shedding/bound-while-saturated.js';

/** A bound of at least four requests on an event loop that is as busy as the test says. */
function boundOf({ targetMs = 100 } = {}) {
  const loop = { utilization: 0 };
  let look: (() => void) | undefined;
  const bound = boundWhileSaturated({
    least: 4,
    targetMs,
    utilization: () => loop.utilization,
    every(work) {
      look = work;
      return () => {
        look = undefined;
      };
    },
  });
  const underWay: EventEmitter[] = [];
  return {
    loop,
    underWay,
    isWatching: () => look !== undefined,
    look(times = 1) {
      for (let time = 0; time < times; time++) look?.();
    },
    /** Sends requests of a caller; how many of them were let in. */
    come(count: number, actor = 'ann', config: object = {}): number {
      let admitted = 0;
      for (let number = 0; number < count; number++) {
        const raw = new EventEmitter();
        const request = { caller: { actor, kind: 'TOKEN' }, routeOptions: { config } } as unknown as FastifyRequest;
        try {
          bound(request, { raw } as unknown as FastifyReply);
          underWay.push(raw);
          admitted += 1;
        } catch (error) {
          expect(error).toMatchObject({ extensions: { code: 'OVERLOADED', retryAfter: 1 } });
        }
      }
      return admitted;
    },
    answer(count: number) {
      for (const raw of underWay.splice(0, count)) raw.emit('close');
    },
  };
}

test('any number is let in while the event loop has time, and for as long as a burst lasts', () => {
  const { loop, come, look } = boundOf();
  expect(come(100)).toBe(100);
  look(20);
  expect(come(100)).toBe(100);
  loop.utilization = 1;
  look();
  expect(come(100)).toBe(100);
  look();
  expect(come(1)).toBe(0);
});

test('after a burst the bound holds at once: nobody waits behind all that came meanwhile', () => {
  const { loop, underWay, come, look, answer } = boundOf();
  come(500);
  loop.utilization = 1;
  look(3);
  answer(496);
  expect(underWay).toHaveLength(4);
  expect(come(100)).toBe(0);
});

test('fewer and fewer are under way while it stays saturated, and never fewer than the least', () => {
  const { loop, underWay, come, look, answer } = boundOf();
  come(100);
  loop.utilization = 1;
  look(40);
  expect(come(1)).toBe(0);
  answer(100);
  expect(come(100)).toBe(4);
  expect(underWay).toHaveLength(4);
});

test('as many are under way as are answered in the time that a request may take', () => {
  const { loop, come, look, answer } = boundOf({ targetMs: 100 });
  come(100);
  loop.utilization = 1;
  for (let time = 0; time < 100; time++) {
    answer(10);
    look();
    come(10);
  }
  // Ten in a twentieth of a second: twenty in a tenth.
  answer(1_000);
  expect(come(100)).toBeGreaterThanOrEqual(18);
  expect(come(100)).toBe(0);
});

test('once it has time again more are let in, and any number where nobody is refused', () => {
  const { loop, come, look, answer, isWatching } = boundOf();
  come(100);
  loop.utilization = 1;
  look(40);
  answer(100);
  expect(come(10)).toBe(4);
  loop.utilization = 0.5;
  look();
  expect(come(10)).toBe(1);
  look(21);
  expect(come(100)).toBe(100);
  answer(1_000);
  look();
  expect(isWatching()).toBe(false);
});

test('a caller that has less than its share under way is let in beside one that has them all', () => {
  const { loop, come, look, answer } = boundOf();
  come(100);
  loop.utilization = 1;
  look(40);
  answer(100);
  expect(come(10, 'ann')).toBe(4);
  expect(come(10, 'ben')).toBe(2);
  expect(come(10, 'cid')).toBe(1);
  // However many callers there are, no more than twice as many.
  for (const actor of 'defghijkl') come(1, actor);
  expect(come(1, 'zoe')).toBe(0);
});

test('what lasts is bounded where it is opened', () => {
  const { loop, come, look } = boundOf();
  come(100);
  loop.utilization = 1;
  look(40);
  expect(come(3, 'ann', { lasting: true })).toBe(3);
});
