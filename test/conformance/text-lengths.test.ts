import 'reflect-metadata';
import { buildSchema, type GraphQLArgument, GraphQLID, getNamedType, isListType, isNonNullType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { expect, test } from 'vitest';
import { validateInput } from '#platform/validation/validate-input.js';
import { supergraphOf } from '#process/built-supergraph.js';
import '#process/subgraph-definitions.js';
import { createTestGraph } from '../support/test-graph.js';

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

const mutations = Object.values(
  buildSchema(await supergraphOf(), { assumeValid: true })
    .getMutationType()!
    .getFields(),
);
const textArguments = mutations.flatMap((mutation) =>
  mutation.args.filter(isText).map((argument) => ({ field: mutation, argument })),
);

test('every text that a mutation takes as an argument by itself is refused where it is a megabyte', async () => {
  await using graph = await createTestGraph();
  for (const { field, argument } of textArguments) {
    const others = field.args.filter((arg) => arg !== argument && isNonNullType(arg.type) && arg.defaultValue == null);
    const given = [`${argument.name}: $text`, ...others.map(({ name }) => `${name}: "x"`)].join(', ');
    const { errors } = await graph.ask(`mutation ($text: String!) { ${field.name}(${given}) { __typename } }`, {
      text: MEGABYTE,
    });
    expect([field.name, errors?.map(({ extensions }) => extensions.code)]).toEqual([field.name, ['BAD_USER_INPUT']]);
    expect(errors?.[0]?.message).toMatch(
      new RegExp(`^${argument.name} must have at most \\d+ characters, but has 1000000`),
    );
  }
});

function isText({ type }: GraphQLArgument): boolean {
  return !isListType(type) && getNamedType(type).name === 'String';
}
