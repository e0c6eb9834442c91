import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { composeSchema } from '../../src/process/compose-schema.js';

test('every file of schema/ is what the code says, and there is no other', async () => {
  const files = await composeSchema();
  expect(readdirSync('schema').sort()).toEqual([...files.keys()].sort());
  for (const [name, text] of files) {
    expect(readFileSync(`schema/${name}`, 'utf8'), `schema/${name} is stale: run npm run compose`).toBe(text);
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
