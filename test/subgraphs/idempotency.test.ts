import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleWorld, type Sending, sendKeyed } from '../support/keyed-client.js';
import { mutationDocument } from '../support/mutation-example.js';
import { MUTATION_EXAMPLES } from '../support/mutation-examples.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const TOKEN = 'a-token-that-only-ann-has';

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph({ PEDIGRAPH_TOKENS: `ann=${TOKEN}` });
});
afterAll(() => graph[Symbol.asyncDispose]());

const send = (query: string, variables: object, sending: Sending = {}) =>
  sendKeyed(graph.url, query, variables, { token: TOKEN, ...sending });
let worlds = 0;
const world = () => exampleWorld(() => graph.url, `m${++worlds}`, TOKEN);

/** How many events each ledger holds. */
async function events(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [name, { database }] of graph.subgraphs) {
    if (name === 'catalog') continue;
    const [row] = await database.manager.query('SELECT count(*)::int AS count FROM ledger_event');
    counts[name] = row.count;
  }
  return counts;
}

test('every mutation of the API has an example', () => {
  const fields = [...graph.subgraphs.values()].flatMap(({ schema }) =>
    Object.values(schema.getMutationType()?.getFields() ?? {})
      .filter(({ astNode }) => !astNode?.directives?.some(({ name }) => name.value === 'inaccessible'))
      .map(({ name }) => name),
  );
  expect(Object.keys(MUTATION_EXAMPLES).sort()).toEqual([...new Set(fields)].sort());
});

test('every mutation says whether it is safe to send twice without a key', () => {
  for (const { schema } of graph.subgraphs.values())
    for (const { name, description } of Object.values(schema.getMutationType()?.getFields() ?? {}))
      expect(description, name).toMatch(
        /(Safe to send twice without an idempotency key( (where|as long as) [^.]+)?|Not safe to send twice without an idempotency key: [^.]+)\.$/,
      );
});

test('a secret is in the first answer alone, and nowhere in the store', async () => {
  const document = mutationDocument('createApiKey', 'secret apiKey { id }');
  const key = randomUUID();
  const input = { name: 'secret', principal: 'ann' };
  const [first, again] = [await send(document, { input }, { key }), await send(document, { input }, { key })];
  const made = (answer: typeof first) => answer.data!['createApiKey'] as { secret: string | null; apiKey: object };
  expect(made(first).secret).toMatch(/^pdg_/);
  expect(made(again)).toEqual({ secret: null, apiKey: made(first).apiKey });
  const { manager } = graph.subgraphs.get('access')!.database;
  const stored = await manager.query('SELECT value FROM access.idempotent_step WHERE key = $1', [key]);
  expect(stored).toHaveLength(1);
  expect(stored[0].value.includes(made(first).secret!)).toBe(false);
});

describe.each(Object.entries(MUTATION_EXAMPLES))('%s', (field, example) => {
  const document = mutationDocument(field, example.selection);

  test('50 equal requests under one key are one effect and one answer, and another body is refused', async () => {
    const input = await example.input(world());
    const before = await events();
    const key = randomUUID();
    const atOnce = await Promise.all(Array.from({ length: 25 }, () => send(document, { input }, { key })));
    const after = await events();
    const inFlight = atOnce.filter(({ code }) => code === 'IDEMPOTENCY_KEY_IN_FLIGHT');
    const answered = atOnce.filter(({ code }) => code !== 'IDEMPOTENCY_KEY_IN_FLIGHT');
    for (const { status, retryAfter } of inFlight) expect([status, retryAfter]).toEqual([409, '1']);
    const [first] = answered;
    expect(first).toMatchObject({ status: 200, errors: undefined });
    expect(first?.extensions?.['ledger'] !== undefined).toBe(example.isState !== true);
    if (example.isState) expect(after).toEqual(before);
    else expect(after).not.toEqual(before);
    for (let sent = 0; sent < 25; sent++) answered.push(await send(document, { input }, { key }));
    for (const answer of answered) expect(answer).toEqual(first);

    const other = await send(document, { input: example.other(input) }, { key });
    expect([other.status, other.code, other.data ?? null]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED', null]);
    expect(await events()).toEqual(after);
  });

  test('what was written is answered from its steps alone, where the whole answer was not stored', async () => {
    const input = await example.input(world());
    const key = randomUUID();
    const first = await send(document, { input }, { key });
    const after = await events();
    for (const { database, name } of graph.subgraphs.values()) {
      const { manager } = database;
      await manager.query(`DELETE FROM ${name}.idempotent_step WHERE key = $1 AND step LIKE '%answer %'`, [key]);
    }
    expect(await send(document, { input }, { key })).toEqual(first);
    expect(await events()).toEqual(after);
  });
});
