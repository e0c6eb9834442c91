import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { planApart, planningOf } from '#gateway/execution/planner-process.js';
import { ZOO } from './zoo-subgraphs.js';

const supergraphSdl = String(
  composeServices(Object.entries(ZOO).map(([name, sdl]) => ({ name, typeDefs: parse(sdl) }))).supergraphSdl,
);
const plan = (document: string, caller = 'ann') =>
  planApart({ supergraphSdl, document, operationName: undefined, percentage: 0, caller });

/** As a client writes it, without the names by which the gateway keeps it from the planner. */
const ENDS_THE_PLANNER = `{ found {
  ... on Lion { keeper { likes(first: 1) { __typename } } }
  ... on Snake { keeper { likes(first: 2) { __typename } } }
} }`;

test('an operation that ends the planner is refused with a code, and those around it have their plans', async () => {
  const [before, ended, after] = await Promise.allSettled([
    plan('{ keepers { id } }'),
    plan(ENDS_THE_PLANNER),
    plan('{ keepers { name } }'),
  ]);
  const planned = { status: 'fulfilled', value: expect.objectContaining({ kind: 'QueryPlan' }) };
  expect([before, after]).toEqual([planned, planned]);
  expect(ended).toMatchObject({ status: 'rejected', reason: { extensions: { code: 'NOT_PLANNED' } } });
  expect(await plan('{ keepers { id } }')).toEqual(before.status === 'fulfilled' && before.value);
});

test('what the planner refuses is an error as it says it, and the next operation is planned', async () => {
  await expect(plan('{ nothing }')).rejects.toThrow(/nothing/);
  await expect(plan('{ keepers { id } }')).resolves.toBeDefined();
});

test('callers have turns: one new document of a caller waits for one of another, not for all of them', async () => {
  const planned: string[] = [];
  const ask = (name: string, caller: string) =>
    plan(`{ ${name}: keepers { id } }`, caller).then(() => planned.push(name));
  const greedy = Array.from({ length: 6 }, (_, number) => ask(`a${number}`, 'ann'));
  expect(planningOf('ann')).toBe(6);
  await Promise.all([...greedy, ask('b0', 'ben'), ask('b1', 'ben')]);
  expect(planned).toEqual(['a0', 'a1', 'b0', 'a2', 'b1', 'a3', 'a4', 'a5']);
  expect(planningOf('ann')).toBe(0);
});
