import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';

const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'), { assumeValid: true });
const mutations = Object.values(schema.getMutationType()!.getFields());
const queries = Object.keys(schema.getQueryType()!.getFields());

test('a mutation takes one input and gives one payload, both of its own name', () => {
  for (const { name, args, type } of mutations) {
    const own = `${name[0]!.toUpperCase()}${name.slice(1)}`;
    expect([name, args.map((arg) => `${arg.name}: ${arg.type}`), String(type)]).toEqual([
      name,
      [`input: ${own}Input!`],
      `${own}Payload!`,
    ]);
  }
});

test('what registers, promotes or quarantines has its preview, a query of the same input; nothing takes dryRun', () => {
  const previewed = mutations.map(({ name }) => name).filter((name) => /^(register|promote$|quarantine)/.test(name));
  const previewOf = (name: string) =>
    name === 'promote' ? 'Promotion' : name.replace(/^register|^q/, (begin) => (begin === 'q' ? 'Q' : ''));
  expect(queries).toEqual(expect.arrayContaining(previewed.map((name) => `preview${previewOf(name)}`)));
  expect(readFileSync('schema/api.graphql', 'utf8')).not.toContain('dryRun');
});
