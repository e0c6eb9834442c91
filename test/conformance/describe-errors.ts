import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { expect, test } from 'vitest';
import { MAX_PAGE } from '#platform/paging/page.js';
import type { SubgraphSubject } from './describe-subgraph.js';
import { openSeeded, representationsOf, type SeededSubgraph } from './seeded-subgraph.js';

/** What is wrong is said with a code, by every list and every ref alike. */
export function describeErrors(subject: SubgraphSubject): void {
  test.each([0, -1, 'one more than the maximum'])(
    'first: %s is BAD_USER_INPUT in every list, and the maximum is named',
    async (first) => {
      await using seeded = await openSeeded(subject);
      const args = (maximum: number) => `first: ${typeof first === 'number' ? first : maximum + 1}`;
      for (const { place, maximum, refused } of await askEveryList(seeded, args)) {
        expect(refused, place).toMatchObject({
          code: 'BAD_USER_INPUT',
          message: expect.stringContaining(`${maximum}`),
        });
      }
    },
  );

  test.each(['', 'no cursor', 'azE6bm8gY3Vyc29y', 'azE6MTI'])(
    'after: "%s" is BAD_USER_INPUT in every list',
    async (after) => {
      await using seeded = await openSeeded(subject);
      for (const { place, refused } of await askEveryList(seeded, () => `after: "${after}"`)) {
        expect(refused, place).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('endCursor') });
      }
    },
  );

  test.each(['', 'fraud', '@1.0.0', 'fraud//detector@1.0.0', 'fraud/detector@', 'fraud/detector@sha256:12'])(
    'the ref "%s" is BAD_USER_INPUT wherever a ref is asked for',
    async (ref) => {
      await using seeded = await openSeeded(subject);
      for (const field of queriesByRef(seeded.subgraph.schema)) {
        const answer = await seeded.ask(`query ($ref: String!) { ${field}(ref: $ref) { __typename } }`, { ref });
        expect(
          answer.errors?.map((error) => error.extensions.code),
          field,
        ).toEqual(['BAD_USER_INPUT']);
        expect(answer.errors?.[0]?.message, field).toContain(JSON.stringify(ref));
      }
    },
  );

  test('a malformed ref is refused for itself alone: the others of the same request are found', async () => {
    await using seeded = await openSeeded(subject);
    for (const field of queriesByRef(seeded.subgraph.schema)) {
      const type = getNamedType(fieldsOf(seeded.subgraph.schema, 'Query').find(({ name }) => name === field)?.type);
      const ref = seeded.keys[`${type}`]?.ref?.[0];
      const answer = await seeded.ask(
        `query ($ref: String!) { bad: ${field}(ref: "fraud") { ref } good: ${field}(ref: $ref) { ref } }`,
        { ref },
      );
      expect(answer.data, field).toEqual({ bad: null, good: { ref } });
      expect(answer.errors, field).toMatchObject([{ path: ['bad'], extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });
}

interface Refusal {
  readonly place: string;
  /** The most nodes of a page, as the description of `first` has it. */
  readonly maximum: number;
  readonly refused: { readonly code: string | undefined; readonly message: string | undefined };
}

/** Asks every connection of the subgraph with these arguments: those of the root, and those of the seeded entities. */
async function askEveryList(seeded: SeededSubgraph, argsOf: (maximum: number) => string): Promise<readonly Refusal[]> {
  const { schema } = seeded.subgraph;
  const questions = connectionsOf(schema, 'Query').map((field) => ({
    place: `Query.${field}`,
    maximum: maximumOf(schema, 'Query', field),
    query: `{ ${field}(${argsOf(maximumOf(schema, 'Query', field))}${requiredArgs(schema, 'Query', field)}) { nodes { __typename } } }`,
    variables: {},
  }));
  for (const type of Object.keys(seeded.keys)) {
    for (const field of connectionsOf(schema, type)) {
      questions.push({
        place: `${type}.${field}`,
        maximum: maximumOf(schema, type, field),
        query: `query ($of: [_Any!]!) {
          _entities(representations: $of) { ... on ${type} { ${field}(${argsOf(maximumOf(schema, type, field))}${requiredArgs(schema, type, field)}) { nodes { __typename } } } }
        }`,
        variables: { of: representationsOf(seeded, type).slice(0, 1) },
      });
    }
  }
  expect(questions.length, 'lists').toBeGreaterThan(0);
  return Promise.all(
    questions.map(async ({ place, maximum, query, variables }) => {
      const error = (await seeded.ask(query, variables)).errors?.[0];
      return { place, maximum, refused: { code: error?.extensions.code, message: error?.message } };
    }),
  );
}

/** The most nodes of a page; that of most lists where the description tells none. */
function maximumOf(schema: GraphQLSchema, type: string, name: string): number {
  const first = fieldsOf(schema, type)
    .find((field) => field.name === name)
    ?.args.find((arg) => arg.name === 'first');
  return Number(/1 to (\d+)/.exec(first?.description ?? '')?.[1] ?? MAX_PAGE);
}

/** What a list wants beside its page, such as a name: any text will do, or an object with nothing in it. */
function requiredArgs(schema: GraphQLSchema, type: string, name: string): string {
  const field = fieldsOf(schema, type).find((one) => one.name === name);
  return (field?.args ?? [])
    .filter(isRequiredArgument)
    .map((arg) => `, ${arg.name}: ${isInputObjectType(getNamedType(arg.type)) ? '{}' : '"any"'}`)
    .join('');
}

/** The fields of a type that give a page. */
function connectionsOf(schema: GraphQLSchema, type: string): string[] {
  return fieldsOf(schema, type)
    .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
    .map((field) => field.name);
}

/** Queries for what a ref selects; one that tells of the ref itself says what is wrong with it. */
function queriesByRef(schema: GraphQLSchema): string[] {
  return fieldsOf(schema, 'Query')
    .filter((field) => field.args.some((arg) => arg.name === 'ref'))
    .filter(({ type }) => fieldsOf(schema, getNamedType(type).name).some(({ name }) => name === 'ref'))
    .map((field) => field.name);
}

function fieldsOf(schema: GraphQLSchema, type: string): GraphQLField<unknown, unknown>[] {
  const definition = schema.getType(type);
  return isObjectType(definition) ? Object.values(definition.getFields()) : [];
}
