import { setImmediate } from 'node:timers/promises';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  GraphQLEnumType,
  type GraphQLError,
  type GraphQLSchema,
  isObjectType,
  parse,
} from 'graphql';
import { expect, test } from 'vitest';
import { compileQuery } from '#platform/execution/compile-query.js';

// The kinds of cases that graphql-js tests its own executor with (src/execution/__tests__ of version 16), in words of our
// own: each is executed by graphql-js and by the compiled executor, and the two answers are compared.

/** What is executed twice, and has to come out alike. */
export interface ExecutionCase {
  readonly name: string;
  readonly schema: () => GraphQLSchema;
  readonly query: string;
  readonly rootValue?: unknown;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A schema from SDL with what it cannot say: resolvers, `isTypeOf`, `resolveType`, how scalars and enums are read and written. */
export function schemaOf(sdl: string, parts: Readonly<Record<string, object>> = {}): GraphQLSchema {
  const schema = buildSchema(sdl, { assumeValidSDL: true });
  for (const [path, part] of Object.entries(parts)) {
    const [typeName = '', field] = path.split('.');
    const type = schema.getType(typeName);
    if (field !== undefined && isObjectType(type)) Object.assign(type.getFields()[field]!, part);
    else if (type instanceof GraphQLEnumType) {
      for (const [name, value] of Object.entries(part)) Object.assign(type.getValue(name)!, { value });
    } else Object.assign(type!, part);
  }
  return schema;
}

/** Fails at once. */
export const throws = (message: string) => () => {
  throw new Error(message);
};

/** Fails later. */
export const rejects = (message: string) => async () => {
  throw new Error(message);
};

/** What a client and the normaliser can see of an error. */
function factsOf({ message, path, locations, extensions, originalError }: GraphQLError): string {
  return JSON.stringify([message, path, locations, extensions, originalError?.name, originalError?.message]);
}

async function answersOf({ schema, query, rootValue, variables }: ExecutionCase): Promise<ExecutionResult[]> {
  const document = parse(query);
  const expected = await execute({
    schema: schema(),
    document,
    rootValue,
    variableValues: variables,
    contextValue: {},
  });
  const compiled = compileQuery(schema(), document);
  // Twice, for what is remembered of the first time.
  const answers = [await compiled(rootValue, {}, variables), await compiled(rootValue, {}, variables)];
  await setImmediate();
  return [expected, ...answers];
}

/** A test for each case: the compiled executor answers as graphql-js does, data, order of keys and errors. */
export function itsCases(cases: readonly ExecutionCase[]): void {
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const [expected, ...answers] = await answersOf(one);
    for (const answer of answers) {
      expect(JSON.stringify(answer.data)).toBe(JSON.stringify(expected!.data));
      const [ours, theirs] = [answer, expected!].map(({ errors = [] }) => errors.map(factsOf).sort());
      expect(ours).toEqual(theirs);
    }
  });
}
