import { readFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { snapshotPrototypes } from '../support/prototype-snapshot.js';
import { createRandom } from '../support/seeded-random.js';
import { createTestGraph } from '../support/test-graph.js';
import { faultOf } from './attacks/judge.js';
import { sendAttack } from './attacks/send-attack.js';
import { hostileOperation } from './hostile-operation.js';

const TOKEN = 'the-token-of-somebody-who-may-do-all';
const TOKENS = { viewer: TOKEN, contributor: TOKEN, maintainer: TOKEN, admin: TOKEN };

/** How many documents; `npm run test:soak` and the project's own check set more. */
const DOCUMENTS = Number(process.env['HOSTILE_DOCUMENTS'] ?? 600);
const SEED = Number(process.env['RANDOM_SEED'] ?? 20_261_130);

/** What an answer may be: a fault of ours or a dead server is none of these. */
const STATUS = [200, 400, 401, 403, 404, 409, 413, 422, 429];

test('no random document with hostile values brings a fault, a leak or a wrong next answer', {
  timeout: 600_000,
}, async () => {
  // Whoever may do everything reaches everything.
  await using graph = await createTestGraph({ PEDIGRAPH_TOKENS: `root=${TOKEN}` });
  const origin = new URL(graph.url).origin;
  const schema = buildSchema(await readFile('schema/api.graphql', 'utf8'), { assumeValidSDL: true });
  const random = createRandom(SEED);
  const assertUntouched = snapshotPrototypes();
  const faults: string[] = [];
  for (let index = 0; index < DOCUMENTS; index++) {
    const operation = hostileOperation(schema, random);
    const attack = { name: `document ${index}`, as: 'admin', status: STATUS, ...operation } as const;
    const answer = await sendAttack(origin, attack, TOKENS).catch((error) => ({ status: 0, text: String(error) }));
    const fault = faultOf(attack, answer);
    if (fault !== null)
      faults.push(`seed ${SEED}, ${attack.name}: ${fault}\n${JSON.stringify(operation).slice(0, 2_000)}`);
    if (index % 50 === 0) {
      const next = await graph.ask('{ __typename }', {}, { token: TOKEN });
      expect(next).toEqual({ data: { __typename: 'Query' } });
    }
  }
  console.info(`${DOCUMENTS} hostile documents tried, ${DOCUMENTS - faults.length} held`);
  expect(faults).toEqual([]);
  assertUntouched();
});
