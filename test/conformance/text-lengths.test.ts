import 'reflect-metadata';
import { GraphQLID } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { expect, test } from 'vitest';
import { validateInput } from '#platform/validation/validate-input.js';
import '#process/subgraph-definitions.js';

const MEGABYTE = 'a'.repeat(1_000_000);

const { inputTypes, fields } = getMetadataStorage();
const nameOfClass = new Map<unknown, string>(inputTypes.map(({ target, name }) => [target, name]));

/** The fields of every input that hold texts, or lists of them. */
const texts = fields.flatMap(({ target, name, getType, typeOptions }) => {
  const input = nameOfClass.get(target);
  const isText = input !== undefined && (getType() === String || getType() === GraphQLID);
  const isList = typeOptions.array === true;
  return isText ? [{ place: `${input}.${name}`, input: target as new () => object, name, isList }] : [];
});

test('there are inputs with texts', () => {
  expect(texts.length).toBeGreaterThan(100);
});

test.each(texts)('$place refuses a text of a megabyte', async ({ input, name, isList }) => {
  const given = Object.assign(new input(), { [name]: isList ? [MEGABYTE] : MEGABYTE });
  const problems: unknown = await validateInput(given).then(
    () => [],
    (refusal) => refusal.extensions.problems,
  );
  expect(problems).toContainEqual(expect.stringContaining(name));
});
