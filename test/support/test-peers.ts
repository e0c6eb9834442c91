import { parse } from 'graphql';
import { pino } from 'pino';
import { inject } from 'vitest';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { testConfig } from './test-config.js';
import { createTestDatabase } from './test-database.js';
import type { TransportOf } from './test-subgraph.js';

/** The subgraphs that one under test pins to: real ones, on a database of their own. */
export interface TestPeers extends AsyncDisposable {
  readonly transportOf: TransportOf;
  /** Writes to a peer, or reads from it; an error is thrown. `T` is what the data look like. */
  ask<T>(subgraph: string, query: string, variables?: Record<string, unknown>): Promise<T>;
}

/** Nothing is opened, nor even loaded, before the first question: what is tested alone until then is alone. */
export function createTestPeers(): TestPeers {
  let opened: ReturnType<typeof openPeers> | undefined;
  const transportOf: TransportOf = (name) => async (request) => {
    opened ??= openPeers();
    return (await opened).graph.transportOf(name)(request);
  };
  return {
    transportOf,
    async ask<T>(subgraph: string, query: string, variables: Record<string, unknown> = {}) {
      const request = { document: parse(query), variables, caller: ANONYMOUS, requestId: 'test' };
      const { data, errors } = await transportOf(subgraph)(request);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return JSON.parse(JSON.stringify(data)) as T;
    },
    async [Symbol.asyncDispose]() {
      if (opened === undefined) return;
      const { graph, database } = await opened;
      await graph[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function openPeers() {
  const { openInProcessGraph } = await import('#process/open-in-process-graph.js');
  const database = await createTestDatabase({ template: inject('migratedTemplate') });
  const graph = await openInProcessGraph({
    databaseUrlOf: () => database.servingUrl,
    migrationUrlOf: () => database.url,
    timeouts: testConfig().timeouts,
    logger: pino({ level: 'silent' }),
    durable: false,
    databaseSettings: { ...testConfig().database, poolSize: 4 },
    subgraphSettings: testConfig().subgraph,
  });
  return { graph, database };
}
