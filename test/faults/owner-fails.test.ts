import { expect, test } from 'vitest';
import { asOwner } from '../support/as-owner.js';
import { createTestGraph } from '../support/test-graph.js';

const REGISTER_ENVIRONMENT =
  'mutation { registerEnvironmentVersion(input: { environment: "acme/train", os: "linux" }) { created } }';
const REGISTER_MODEL =
  'mutation { registerModelVersion(input: { model: "acme/detector", environment: "acme/train@1.0.0" }) { created } }';

test('a fault of the subgraph that owns a pin is told as a fault, without what the database said, and nothing is written', async () => {
  await using graph = await createTestGraph();
  await graph.ask(REGISTER_ENVIRONMENT);
  await asOwner(graph.subgraphs.get('environments')!, 'ALTER TABLE environment_version RENAME TO lost');

  const { errors } = await graph.ask(REGISTER_MODEL);
  expect(errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
  expect(errors?.[0]?.message).not.toMatch(/relation|environment_version/);
  expect(await graph.ask('{ model(name: "acme/detector") { id } }')).toEqual({ data: { model: null } });
});
