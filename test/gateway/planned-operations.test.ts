import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { asksTypesAlike } from './asks-types-alike.js';
import { createMockedGraph } from './mocked-graph.js';
import { PARCELS } from './parcel-subgraphs.js';
import { randomOperation } from './random-operation.js';
import { ZOO } from './zoo-subgraphs.js';

const PRODUCT = Object.fromEntries(
  readdirSync('subgraphs')
    .filter((name) => !name.startsWith('_'))
    .map((name) => [name, readFileSync(`schema/${name}.graphql`, 'utf8')]),
);

/** Operations of a kind; `RANDOM_OPERATIONS=10000` for as many as a release is to have seen. */
const RUNS = Number(process.env['RANDOM_OPERATIONS'] ?? 200);
const HANG = 60_000 + 300 * RUNS;

/** Of some documents with a union's fragment on itself the planner makes no plan, or one that does not parse. */
function unplanned(error: Error): ExecutionResult {
  fc.pre(!/^(Failed to plan query|Syntax Error)/.test(error.message));
  throw error;
}

describe.each([
  ['a zoo of abstract types, shared values and required fields', ZOO, 'planned'],
  ['parcels, whose subgraphs require much of each other', PARCELS, 'planned'],
  ['the product', PRODUCT, 'planned'],
  ['the product, stitched', PRODUCT, 'stitched'],
] as const)('over %s', (_, subgraphs, executor) => {
  it.each([
    ['', {}],
    [', also where aliases take the names of keys and of other fields', { takenAliases: true }],
  ])(
    'a random operation is answered as by one server that owns every type%s',
    async (_, options) => {
      const graph = await createMockedGraph({ subgraphs, executor });
      let steps = 0;
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (gen) => {
          const { query, variables } = randomOperation(graph.graph.schema, gen, options);
          graph.asked.length = 0;
          const expected = await graph.expected(query, variables);
          const answer = await graph.ask(query, variables).catch(unplanned);
          expect(answer).toEqual(expected);
          expect(JSON.stringify(answer.data)).toBe(JSON.stringify(expected.data)); // the order of fields, too
          steps = Math.max(steps, graph.asked.length);
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
      expect(steps).toBeGreaterThan(RUNS < 200 ? 0 : 3); // A few operations may all be short.
    },
    HANG,
  );
});

it('errors of random operations stand where one server would tell them, and the rest of the data arrives', async () => {
  // Nullable fields of objects that several subgraphs share: one failure is told at every place where the object stands.
  const failing = new Set(['Keeper.boss', 'Keeper.cooks', 'Lion.nick', 'Meal.rating', 'Meal.eater']);
  const graph = await createMockedGraph({ subgraphs: ZOO, failing });
  let told = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (gen) => {
      const { query, variables } = randomOperation(graph.graph.schema, gen);
      fc.pre(asksTypesAlike(query)); // else an error may be of what nobody asked for
      const expected = await graph.expected(query, variables);
      const answer = await graph.ask(query, variables).catch(unplanned);
      expect(answer.data).toEqual(expected.data);
      expect(facts(answer)).toEqual(facts(expected));
      told += answer.errors?.length ?? 0;
    }),
    { numRuns: 200, endOnFailure: true },
  );
  expect(told).toBeGreaterThan(20);
});

it('a failure of what is never null makes null the nearest that may be, as at one server', async () => {
  // Which of several failures below one null is told is left to the server, so only the data is compared.
  const failing = new Set([
    'Lion.fans',
    'Lion.meals',
    'Lion.portion',
    'Meal.cook',
    'Meal.cost',
    'Snake.length',
    'Keeper.name',
  ]);
  const graph = await createMockedGraph({ subgraphs: ZOO, failing });
  let told = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (gen) => {
      const { query, variables } = randomOperation(graph.graph.schema, gen);
      fc.pre(asksTypesAlike(query)); // else a failure may be of what nobody asked for
      const expected = await graph.expected(query, variables);
      const answer = await graph.ask(query, variables).catch(unplanned);
      expect(answer.data).toEqual(expected.data);
      expect(answer.errors === undefined).toBe(expected.errors === undefined);
      told += answer.errors?.length ?? 0;
    }),
    { numRuns: 200, endOnFailure: true },
  );
  expect(told).toBeGreaterThan(20);
});

/** Errors come in the order of the steps that met them, and twice where a plan asks for a field in two steps. */
function facts({ errors = [] }: ExecutionResult): readonly string[] {
  return [
    ...new Set(errors.map(({ message, path, extensions }) => `${path?.join('.')} ${message} ${extensions.code}`)),
  ].sort();
}
