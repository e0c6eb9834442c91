import { Arg, Args, ArgsType, Ctx, Field, Float, Int, Mutation, Query, Resolver } from 'type-graphql';
import * as z from 'zod';
import { createGateway } from '#gateway/create-gateway.js';
import { serveGateway } from '#gateway/serve-gateway.js';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { Needs } from '#platform/auth/needs.js';
import { createSealFunctions, dropSealFunctions } from '#platform/database/schema/seal-table.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { composeSupergraph } from '#platform/federation/compose-supergraph.js';
import { createHttpTransport } from '#platform/federation/http-transport.js';
import { openSubgraph, type Subgraph } from '#platform/federation/open-subgraph.js';
import type { SubgraphContext, SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import { defineEvent } from '#platform/ledger/define-event.js';
import { createLedgerRows, dropLedgerRows } from '#platform/ledger/ledger-rows.js';
import {
  createLedgerAppend,
  createLedgerTable,
  dropLedgerAppend,
  dropLedgerTable,
} from '#platform/ledger/ledger-table.js';
import type { Closer } from '#platform/server/drain.js';
import { serveSubgraph } from '#platform/server/serve-subgraph.js';
import { testCredentials, testVerifier } from '../support/internal-tokens.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase } from '../support/test-database.js';
import { silent } from './serve-library.js';

/** What these writes tell the ledger. */
export const slept = defineEvent({
  type: 'Slept',
  ledgers: ['sleeper'],
  subject: 'what was asked for',
  when: 'A test writes.',
  payload: z.object({}),
});

const WRITE = { name: 'WRITE', role: 'CONTRIBUTOR' } as const;

@ArgsType()
class WriteArgs {
  @Field(() => String)
  subject: string;

  @Field(() => Int)
  times: number;

  @Field(() => Float)
  seconds: number;
}

@ArgsType()
class FailArgs {
  @Field(() => String)
  subject: string;

  @Field(() => String)
  code: string;

  @Field(() => Boolean)
  committed: boolean;
}

@Resolver()
class SleepResolver {
  @Query(() => Int, { description: 'Sleeps in PostgreSQL.' })
  @FiltersItself('it names nothing')
  async sleep(@Arg('seconds', () => Float) seconds: number, @Ctx() { database }: SubgraphContext): Promise<number> {
    await database.manager.query('SELECT pg_sleep($1)', [seconds]);
    return 1;
  }

  @Mutation(() => Int, { description: 'Sleeps so many times in a transaction, then writes.' })
  @Needs(WRITE, ({ subject: name }: WriteArgs) => [{ name }])
  async write(
    @Args(() => WriteArgs) { subject, times, seconds }: WriteArgs,
    @Ctx() { database, caller }: SubgraphContext,
  ): Promise<number> {
    return database.transact(caller, async ({ manager, record }) => {
      for (let time = 0; time < times; time++) await manager.query('SELECT pg_sleep($1)', [seconds]);
      record(slept(subject, {}));
      return times;
    });
  }
}

@Resolver()
class FailingResolver {
  @Mutation(() => Int, { description: 'Writes, and fails before or after it is committed.' })
  @Needs(WRITE, ({ subject: name }: FailArgs) => [{ name }])
  async writeAndFail(
    @Args(() => FailArgs) { subject, code, committed }: FailArgs,
    @Ctx() { database, caller }: SubgraphContext,
  ): Promise<number> {
    const failure = new PedigraphError(code as 'TIMEOUT', 'It failed.');
    await database.transact(caller, async ({ manager, record }) => {
      await manager.query('SELECT 1');
      record(slept(subject, {}));
      if (!committed) throw failure;
    });
    throw failure;
  }
}

type Runner = Parameters<typeof createLedgerTable>[0];

class CreateLedger1764000000000 {
  async up(runner: Runner): Promise<void> {
    await createSealFunctions(runner);
    await createLedgerTable(runner);
    await createLedgerAppend(runner);
    await createLedgerRows(runner);
  }
  async down(runner: Runner): Promise<void> {
    await dropLedgerRows(runner);
    await dropLedgerAppend(runner);
    await dropLedgerTable(runner);
    await dropSealFunctions(runner);
  }
}

const sleeper: SubgraphDefinition = {
  name: 'sleeper',
  resolvers: [SleepResolver, FailingResolver],
  references: {},
  entities: [],
  migrations: [CreateLedger1764000000000],
  tables: { ledger_event: 'sealed' },
  createContext: (base) => base,
};

/** A gateway before a subgraph that is slow in PostgreSQL and has one connection to it. */
export interface ServedSleeper extends AsyncDisposable {
  readonly subgraph: Subgraph;
  /** Where the subgraph itself is, where it is reached over HTTP. */
  readonly subgraphUrl: string;
  /** Sends an operation; `T` is what the answer looks like. */
  ask<T>(query: string, signal?: AbortSignal): Promise<T>;
  /** What the subgraph's connection is doing: the statement, or null while it is idle. */
  running(): Promise<string | null>;
}

/** Serves it in one process, or the subgraph over HTTP. */
export async function serveSleeper(way: 'in-process' | 'HTTP', env: NodeJS.ProcessEnv): Promise<ServedSleeper> {
  const config = testConfig(env);
  const { timeouts } = config;
  const database = await createTestDatabase();
  const options = {
    databaseUrl: database.servingUrl,
    migrationUrl: database.url,
    timeouts,
    logger: silent,
    durable: false,
  };
  const refuse = () => {
    throw new Error('There is no other subgraph.');
  };
  const subgraph = await openSubgraph(sleeper, { ...options, databaseSettings: { poolSize: 1 }, transportOf: refuse });
  const observer = await openSubgraph({ ...sleeper, name: 'observer' }, { ...options, transportOf: refuse });
  const closers: Closer[] = [];
  let url = 'http://127.0.0.1/graphql';
  let transport = subgraph.execute;
  if (way === 'HTTP') {
    const { name, schema, createContext } = subgraph;
    const served = await serveSubgraph({
      name,
      verify: testVerifier(name),
      schema,
      createContext,
      config,
      readiness: {},
      logger: silent,
    });
    url = `${served.url}/graphql`;
    const http = createHttpTransport({ name, url, timeouts, credentials: testCredentials(name) });
    transport = http.execute;
    closers.push(http.close, served.close);
  }
  const { supergraphSdl } = composeSupergraph([{ name: subgraph.name, sdl: await subgraph.sdl(), url }]);
  const gateway = await createGateway({ supergraphSdl, transports: () => transport, config, logger: silent });
  const serving = await serveGateway({ gateway, config, logger: silent, closers });
  return {
    subgraph,
    subgraphUrl: url,
    async ask<T>(query: string, signal?: AbortSignal) {
      const response = await fetch(`${serving.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
        ...(signal && { signal }),
      });
      return (await response.json()) as T;
    },
    async running() {
      const [row] = await observer.database.manager.query<{ query: string }[]>(
        `SELECT query FROM pg_stat_activity WHERE application_name = 'pedigraph-sleeper' AND datname = current_database() AND state <> 'idle'`,
      );
      return row?.query ?? null;
    },
    async [Symbol.asyncDispose]() {
      await serving.close();
      await observer[Symbol.asyncDispose]();
      await subgraph[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
