import { expect, test } from 'vitest';
import { createTestGraph } from '../support/test-graph.js';

test('a model is found by its display name and by what it was called before, with each of its versions', async () => {
  await using graph = await createTestGraph();
  const write = async (document: string) => {
    const { errors } = await graph.ask(`mutation { ${document} }`);
    expect(errors).toBeUndefined();
  };
  await write(`
    made: createModel(input: { namespace: "acme", displayName: "Käufer Übersicht", tags: { tier: "gold" } }) { created }
    first: registerModelVersion(input: { model: "acme/Kaufer-Ubersicht" }) { created }
    renamed: renameModel(input: { model: "acme/Kaufer-Ubersicht", displayName: "Kunden" }) { previous }
    second: registerModelVersion(input: { model: "acme/Kaufer-Ubersicht", config: 2 }) { created }
    other: registerModelVersion(input: { model: "acme/other" }) { created }
    otherRenamed: renameModel(input: { model: "acme/other", displayName: "Lieferanten" }) { previous }`);
  const found = async (query: string) => {
    const { data } = await graph.ask<{ search: { nodes: { ref: string }[] } }>(
      'query ($query: String!) { search(query: $query, kinds: [MODEL_VERSION]) { nodes { ... on ModelVersion { ref } } } }',
      { query },
    );
    return data.search.nodes.map(({ ref }) => ref).sort();
  };
  const both = ['acme/Kaufer-Ubersicht@1.0.0', 'acme/Kaufer-Ubersicht@1.0.1'];
  await expect.poll(() => found('Lieferanten'), { timeout: 60_000 }).toEqual(['acme/other@1.0.0']);
  expect(await found('Käufer')).toEqual(both);
  expect(await found('Kunden')).toEqual(both);
  expect(await found('tag:tier=gold')).toEqual(both);
});
