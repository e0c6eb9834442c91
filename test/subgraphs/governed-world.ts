import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const TOKENS = {
  ann: 'a-token-that-only-ann-has',
  ben: 'a-token-that-only-ben-has',
  cleo: 'a-token-that-only-cleo-has',
};

/** Somebody with a name of their own. */
export type Person = keyof typeof TOKENS;

/** A graph whose callers can be told apart. */
export interface GovernedWorld extends TestGraph {
  /** Does a write in somebody's name, which has to go well; the answer is the field of that name. */
  write<T = Record<string, never>>(
    by: Person,
    field: string,
    input: Record<string, unknown>,
    selection: string,
  ): Promise<T>;
  /** Does a write in somebody's name, which has to be refused. */
  refusal(
    by: Person,
    field: string,
    input: Record<string, unknown>,
  ): Promise<{ message: string; extensions: Record<string, unknown> & { code: string } }>;
  /** Reads in Ann's name; the answer has to be whole. */
  read<T = Record<string, never>>(query: string, variables?: Record<string, unknown>): Promise<T>;
  /** Registers a version that Ann made, with a finished run that measured this; the answer is its ref. */
  train(model: string, metrics: Record<string, number>, over?: Record<string, unknown>): Promise<string>;
}

/**
 * `await using world = await createGovernedWorld()`.
 * @param roles what somebody may do who may not do everything, as the settings have it: `:MAINTAINER@team`
 */
export async function createGovernedWorld(
  env: Record<string, string> = {},
  roles: Partial<Record<Person, string>> = {},
): Promise<GovernedWorld> {
  const graph = await createTestGraph({
    ...env,
    PEDIGRAPH_TOKENS: Object.entries(TOKENS)
      .map(([name, token]) => `${name}${roles[name as Person] ?? ''}=${token}`)
      .join(','),
  });
  const send = (by: Person, field: string, input: Record<string, unknown>, selection: string) => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;
    return graph.ask<Record<string, never>>(document, { input }, { token: TOKENS[by] });
  };
  const write = async <T>(by: Person, field: string, input: Record<string, unknown>, selection: string) => {
    const { data, errors } = await send(by, field, input, selection);
    if (errors !== undefined) throw new Error(`${field} was refused: ${JSON.stringify(errors)}`);
    return data[field] as T;
  };
  let runs = 0;
  return {
    ...graph,
    write,
    async refusal(by, field, input) {
      const [error] = (await send(by, field, input, '__typename')).errors ?? [];
      if (error === undefined) throw new Error(`${field} was not refused`);
      return error;
    },
    async read<T>(query: string, variables = {}) {
      const { data, errors } = await graph.ask<T>(query, variables, { token: TOKENS.ann });
      if (errors !== undefined) throw new Error(`refused: ${JSON.stringify(errors)}`);
      return data;
    },
    async train(model, metrics, over = {}) {
      runs++;
      const measured = Object.entries(metrics).map(([key, value]) => ({ key, value, step: 1 }));
      const run = { experiment: 'acme/nightly', name: `night ${runs}`, parameters: { night: runs }, metrics: measured };
      const input = { model, config: { night: runs }, parts: { run }, ...over };
      const { modelVersion } = await write<{ modelVersion: { ref: string } }>(
        'ann',
        'registerModelVersion',
        input,
        'modelVersion { ref }',
      );
      return modelVersion.ref;
    },
  };
}
