import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, type NamedTypeNode, parse, type TypeNode } from 'graphql';
import { expect, test } from 'vitest';
import { composeDocuments, composeSchema } from '#process/compose-schema.js';

test('every file of schema/ is what the code says, and there is no other', async () => {
  const files = await composeSchema();
  expect(readdirSync('schema').sort()).toEqual([...files.keys()].sort());
  for (const [name, text] of files) {
    expect(readFileSync(`schema/${name}`, 'utf8'), `schema/${name} is stale: run npm run compose`).toBe(text);
  }
});

test('every document that is generated is what the code says', () => {
  for (const [name, text] of composeDocuments()) {
    expect(readFileSync(`docs/${name}`, 'utf8'), `docs/${name} is stale: run npm run compose`).toBe(text);
  }
});

test('the API that clients see holds nothing of the machinery', () => {
  const sdl = readFileSync('schema/api.graphql', 'utf8');
  const query = buildSchema(sdl).getQueryType();
  expect(query?.toString()).toBe('Query');
  expect(query?.getFields()).not.toHaveProperty('ledgerEvents'); // the catalog's; the subscription is for clients
  expect(sdl).not.toMatch(/_entities|_service|join__|@inaccessible/);
  expect(parse(sdl).definitions.length).toBeGreaterThan(50);
});

/** Who stores what an entity is; what others say of it they add to it. */
const OWNERS: Readonly<Record<string, string>> = {
  Model: 'models',
  ModelVersion: 'models',
  Deployment: 'models',
  Dataset: 'datasets',
  DatasetVersion: 'datasets',
  Environment: 'environments',
  EnvironmentVersion: 'environments',
  Experiment: 'experiments',
  Run: 'experiments',
  SearchResult: 'nobody: all of them',
  LineageEntity: 'nobody: all of them',
};

test('what leads to another subgraph may be null, so that its absence takes nothing else away', () => {
  const found: string[] = [];
  for (const subgraph of ['models', 'datasets', 'environments', 'experiments', 'access', 'catalog']) {
    for (const definition of parse(readFileSync(`schema/${subgraph}.graphql`, 'utf8')).definitions) {
      if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'ObjectTypeExtension') continue;
      for (const { name, type } of definition.fields ?? []) {
        const target = innermost(type);
        const owner = OWNERS[target.type.name.value];
        // The root of a list may not be null: the list is this subgraph's own.
        if (owner !== undefined && owner !== subgraph && target.isNonNull) {
          found.push(`${subgraph}: ${definition.name.value}.${name.value}`);
        }
      }
    }
  }
  expect(found).toEqual([]);
});

function innermost(type: TypeNode, isNonNull = false): { type: NamedTypeNode; isNonNull: boolean } {
  if (type.kind === 'NonNullType') return innermost(type.type, true);
  return type.kind === 'ListType' ? innermost(type.type) : { type, isNonNull };
}
