import { buildSubgraphSchema } from '@apollo/subgraph';
import fc from 'fast-check';
import {
  execute,
  type GraphQLNamedType,
  type GraphQLSchema,
  isUnionType,
  lexicographicSortSchema,
  parse,
  print,
  printType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { buildSubgraph } from '#platform/federation/build-subgraph.js';
import type { ResolveReference, SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';

/** How references come out: by the `id` of a representation. */
const OUTCOMES: Readonly<Record<string, ResolveReference<unknown>>> = {
  there: ({ id }) => ({ id }),
  'there later': async ({ id }) => ({ id }),
  named: ({ __typename, id }) => ({ __typename, id }),
  gone: () => null,
  'gone later': async () => null,
  unknown: () => undefined as never,
  rejects: () => Promise.reject(new Error('it rejects')),
};

const outcome: ResolveReference<unknown> = (representation, context) => {
  if (representation['id'] === 'fails') throw new Error('it fails');
  return OUTCOMES[String(representation['id'])]!(representation, context);
};

/** The names of the entities of a schema, in their order. */
function entitiesOf(schema: GraphQLSchema): string[] {
  const union = schema.getType('_Entity');
  return isUnionType(union) ? union.getTypes().map(({ name }) => name) : [];
}

/** The definitions of a document, each as it is printed alone, in the order of their text. */
const definitionsOf = (sdl: string) => parse(sdl).definitions.map(print).sort();

/** A definition of federation's own, which an SDL may leave out. */
const FEDERATION =
  /^(?:directive @|(?:"""[\s\S]*?"""\s)?(?:scalar|enum) (?:federation|link)__|scalar _Any|extend type Query \{\s+_|type _Service|union _Entity)/;

const isOwn = ({ name }: GraphQLNamedType) => !name.startsWith('__');

// biome-ignore lint/suspicious/noExplicitAny: each subgraph has a context of its own, and none is made here
const build = (definition: SubgraphDefinition<any>) => buildSubgraph(definition);

describe.each(SUBGRAPHS.map(({ definition }) => [definition.name, definition] as const))('%s', (_, definition) => {
  const entities = entitiesOf(build(definition).schema);
  /** Some have a reference of their own; the others are told as they came, by either. */
  const resolved = Object.keys(definition.references);
  const references = Object.fromEntries(resolved.map((type) => [type, outcome]));
  const ours = build({ ...definition, references });
  const theirs = async () =>
    buildSubgraphSchema([
      {
        typeDefs: parse(await ours.sdl()),
        resolvers: Object.fromEntries(resolved.map((type) => [type, { __resolveReference: outcome as never }])),
      },
    ]);

  test('its SDL is what @apollo/subgraph prints of it, without what federation itself defines', async () => {
    const document = parse('{ _service { sdl } }');
    const [told, printed] = await Promise.all(
      [ours.schema, await theirs()].map(async (schema) => {
        const { data } = await execute({ schema, document });
        return (data as unknown as { _service: { sdl: string } })._service.sdl;
      }),
    );
    expect(definitionsOf(told!)).toEqual(definitionsOf(printed!).filter((one) => !FEDERATION.test(one)));
  });

  test('its types, `_entities` and `_service` among them, are those that @apollo/subgraph makes of the SDL', async () => {
    const [own, made] = [ours.schema, await theirs()].map((schema) => lexicographicSortSchema(schema));
    for (const type of Object.values(own!.getTypeMap()).filter(isOwn)) {
      const other = made!.getType(type.name);
      expect(other && printType(other), type.name).toBe(printType(type));
    }
  });

  test.skipIf(entities.length === 0)('`_entities` answers any representations as @apollo/subgraph does', async () => {
    const schemas = [ours.schema, await theirs()];
    const document = parse(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }`,
    );
    const representation = fc.record({
      __typename: fc.constantFrom(...entities),
      id: fc.constantFrom(...Object.keys(OUTCOMES)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(representation, { maxLength: 12 }), async (representations) => {
        const [answer, expected] = await Promise.all(
          schemas.map(async (schema) => {
            const variableValues = { representations: representations.map((one) => ({ ...one })) };
            const { data, errors = [] } = await execute({ schema, document, variableValues, contextValue: {} });
            return { data, errors: errors.map(({ message, path }) => `${path?.join('.')} ${message}`).sort() };
          }),
        );
        expect(JSON.parse(JSON.stringify(answer))).toEqual(JSON.parse(JSON.stringify(expected)));
      }),
      { numRuns: 60 },
    );
  });

  test.skipIf(entities.length === 0)(
    'what fails at once, or is of no type, is an error at its place, where @apollo/subgraph gives up the list',
    async () => {
      const document = parse('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }');
      const known = { __typename: resolved[0] ?? entities[0], id: 'there' };
      const wrong = [
        { __typename: 'Nothing', id: 'there' },
        ...resolved.slice(0, 1).map((type) => ({ __typename: type, id: 'fails' })),
      ];
      for (const one of wrong) {
        const ask = async (schema: GraphQLSchema) => {
          const variableValues = { r: [{ ...known }, one, { ...known }] };
          return await execute({ schema, document, variableValues, contextValue: {} });
        };
        const [{ data, errors }, given] = [await ask(ours.schema), await ask(await theirs())];
        const type = { __typename: known.__typename };
        expect(JSON.parse(JSON.stringify(data))).toEqual({ _entities: [type, null, type] });
        expect(errors?.map(({ path }) => path)).toEqual([['_entities', 1]]);
        expect(given.data).toBeNull();
      }
    },
  );
});
