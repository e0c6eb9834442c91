import { parse } from 'graphql';
import { pino } from 'pino';
import { inject } from 'vitest';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { normaliseError } from '#platform/errors/normalise-error.js';
import { openSubgraph, type Subgraph } from '#platform/federation/open-subgraph.js';
import type { SubgraphContext, SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import type { SubgraphTransport } from '#platform/transport/transport.js';
import { testConfig } from './test-config.js';
import { createTestDatabase } from './test-database.js';
import type { Answer } from './test-graph.js';

/** One subgraph on a database of its own, asked without HTTP. */
export interface TestSubgraph extends AsyncDisposable {
  readonly subgraph: Subgraph;
  /** As the owner, who may do what the subgraph may not. */
  readonly databaseUrl: string;
  /** Executes an operation; the answer is what a client would get. `T` is what the data look like. */
  ask<T>(query: string, variables?: Record<string, unknown>): Promise<Answer<T>>;
  /** Every SQL statement since the last call. */
  statements(): readonly string[];
}

/** How a subgraph reaches the others; by default there are none. */
export type TransportOf = (subgraph: string) => SubgraphTransport;

/** `await using datasets = await openTestSubgraph(definition)`: migrated, and nothing written. */
export async function openTestSubgraph<Context extends SubgraphContext>(
  definition: SubgraphDefinition<Context>,
  transportOf: TransportOf = refuseToAsk,
): Promise<TestSubgraph> {
  const database = await createTestDatabase({ template: inject('migratedTemplate') });
  let statements: string[] = [];
  const subgraph = await openSubgraph(definition, {
    databaseUrl: database.servingUrl,
    migrationUrl: database.url,
    timeouts: testConfig().timeouts,
    databaseSettings: testConfig().database,
    subgraphSettings: testConfig().subgraph,
    logger: pino({ level: 'silent' }),
    transportOf,
    durable: false,
    onStatement: (sql) => statements.push(sql),
  });
  return {
    subgraph,
    databaseUrl: database.url,
    async ask<T>(query: string, variables: Record<string, unknown> = {}) {
      const request = { document: parse(query), variables, caller: ANONYMOUS, requestId: 'test' };
      const { data, errors } = await subgraph.execute(request);
      const told = errors?.map((error) => normaliseError(error, { requestId: 'test', onFault: console.error }));
      return JSON.parse(JSON.stringify({ data, errors: told })) as Answer<T>;
    },
    statements() {
      const seen = statements;
      statements = [];
      return seen;
    },
    async [Symbol.asyncDispose]() {
      await subgraph[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

function refuseToAsk(subgraph: string): SubgraphTransport {
  throw new Error(`This test opened no subgraph ${subgraph}.`);
}
