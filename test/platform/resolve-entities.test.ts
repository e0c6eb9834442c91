import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { MAX_REPRESENTATIONS, resolveEntities } from '#platform/federation/resolve-entities.js';

const schema = buildSchema('type Query { thing: Thing } type Thing { id: ID }');

/** Resolves so many entities; tells how many were asked for at the end of each turn. */
function resolveMany(count: number, signal?: AbortSignal) {
  let asked = 0;
  const turns: number[] = [];
  const resolve = resolveEntities<object>({
    Thing: ({ id }) => {
      asked += 1;
      return { id };
    },
  });
  const representations = Array.from({ length: count }, (_, id) => ({ __typename: 'Thing', id }));
  let going = true;
  const look = (): void => {
    turns.push(asked);
    if (going) setImmediate(look);
  };
  setImmediate(look);
  const resolved = new Promise<unknown>((done) => {
    done(resolve(undefined, { representations } as never, { signal }, { schema } as never));
  }).finally(() => {
    going = false;
  });
  return { resolved, turns, asked: () => asked };
}

test('entities are resolved in turns, each in its place', async () => {
  const { resolved, turns } = resolveMany(5_500);
  const entities = (await resolved) as { id: number }[];
  expect(entities).toHaveLength(5_500);
  expect(entities.every(({ id }, index) => id === index)).toBe(true);
  expect(turns.length).toBeGreaterThanOrEqual(5);
  expect(Math.max(...turns.map((asked, index) => asked - (turns[index - 1] ?? 0)))).toBeLessThanOrEqual(2_000);
});

test('more than one request may ask for are refused before any is looked up', async () => {
  const { resolved, asked } = resolveMany(MAX_REPRESENTATIONS + 1);
  await expect(resolved).rejects.toMatchObject({
    message: expect.stringContaining(`at most ${MAX_REPRESENTATIONS} representations, but got 50001`),
    extensions: { code: 'BAD_USER_INPUT' },
  });
  expect(asked()).toBe(0);
});

test('a request that nobody waits for any more asks for no further ones', async () => {
  const gone = new AbortController();
  const { resolved, asked } = resolveMany(20_000, gone.signal);
  setImmediate(() => gone.abort(new Error('gone')));
  await expect(resolved).rejects.toThrow('gone');
  expect(asked()).toBeLessThanOrEqual(3_000);
});
