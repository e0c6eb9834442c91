import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { planApart } from '#gateway/execution/planner-process.js';
import { ZOO } from './zoo-subgraphs.js';

const supergraphSdl = String(
  composeServices(Object.entries(ZOO).map(([name, sdl]) => ({ name, typeDefs: parse(sdl) }))).supergraphSdl,
);
const plan = (document: string) => planApart({ supergraphSdl, document, operationName: undefined, percentage: 0 });

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
