import { type GraphQLResolveInfo } from 'graphql';
import { describe } from 'vitest';
import { itsCases, rejects, schemaOf, throws } from './execution-cases.js';

describe('a resolver', () => {
  const sdl =
    'type Query { a(x: Int): String, b: String, o: Sub, must: Sub! } type Sub { a(x: Int): String, deep: Sub, many: [Sub], info: String }';
  const query = '{ a(x: 3) b o { a(x: 4) deep { a } } }';
  const errors: Readonly<Record<string, unknown>> = {
    'an error with extensions': Object.assign(new Error('e'), { extensions: { code: 'X' } }),
    'a text': 'just text',
    null: null,
    'an object': { not: 'an error' },
  };
  class Held {
    readonly #secret = 'secret';
    a({ x }: { x?: number }) {
      return `${this.#secret} ${x}`;
    }
    get deep(): Held {
      return this;
    }
    get b(): string {
      throw new Error('a getter');
    }
  }
  // biome-ignore lint/suspicious/noThenProperty: what is resolved may be somebody else's idea of a promise
  const thenable = { then: (done: (value: string) => void) => done('thenable') };
  const infoOf = {
    resolve: (_: unknown, _args: unknown, _context: unknown, info: GraphQLResolveInfo) =>
      JSON.stringify([
        info.path,
        info.fieldName,
        info.parentType.name,
        String(info.returnType),
        info.fieldNodes.length,
        Object.keys(info.fragments),
        info.operation.name?.value,
        info.variableValues,
      ]),
  };
  itsCases([
    {
      name: 'is a method, and knows its object',
      schema: () => schemaOf(sdl),
      query,
      rootValue: { a: ({ x }: { x: number }) => `root ${x}`, b: thenable, o: new Held() },
    },
    { name: 'is a getter that throws', schema: () => schemaOf(sdl), query, rootValue: new Held() },
    ...Object.entries(errors).flatMap(([what, thrown]) => [
      {
        name: `throws ${what}`,
        schema: () => schemaOf(sdl),
        query,
        rootValue: {
          o: {
            a: () => {
              throw thrown;
            },
          },
        },
      },
      {
        name: `rejects with ${what}`,
        schema: () => schemaOf(sdl),
        query,
        rootValue: { o: { a: () => Promise.reject(thrown) } },
      },
    ]),
    {
      name: 'fails at once beside one that fails later',
      schema: () => schemaOf(sdl),
      query: '{ must { a deep { a } } b }',
      rootValue: { must: () => ({ a: throws('now'), deep: async () => ({ a: rejects('later') }) }), b: rejects('b') },
    },
    {
      name: 'is told where it stands',
      schema: () => schemaOf(sdl, { 'Sub.info': infoOf }),
      query:
        'query named($v: Int = 5) { o { info many { i: info ...f } } a(x: $v) } fragment f on Sub { deep { info } info }',
      rootValue: { o: { many: [{ deep: {} }, { deep: {} }] } },
      variables: {},
    },
    { name: 'of nothing at all', schema: () => schemaOf(sdl), query, rootValue: undefined },
    { name: 'of a text', schema: () => schemaOf(sdl), query, rootValue: 'text' },
  ]);
});
