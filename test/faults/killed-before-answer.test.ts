import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/start-embedded-postgres.js';
import { asAdmin } from '../support/admin.js';
import { startCommitWatch } from '../support/commit-watch.js';
import { exampleWorld, type KeyedAnswer, sendKeyed, untilAnswered } from '../support/keyed-client.js';
import { mutationDocument } from '../support/mutation-example.js';
import { MUTATION_EXAMPLES } from '../support/mutation-examples.js';
import { freshFolder, type RunningCommand, startCommand } from '../support/running-command.js';

/** A running product on a database that outlives its processes. */
interface Product extends AsyncDisposable {
  readonly url: string;
  /** Ends with SIGKILL what answers the mutations of a subgraph, or what stands before it. */
  kill(): void;
  /** Resolves once something answers again. */
  ready(): Promise<void>;
}

/** Of the role that serves, and of the owner. */
type DatabaseUrls = Readonly<Record<'DATABASE_URL' | 'DATABASE_MIGRATION_URL', string>>;

const LEDGERS = ['models', 'datasets', 'experiments', 'environments', 'access'];
const TOKEN = 'a-token-that-only-ann-has';

/** Processes that the parent starts again take up to ten seconds a kill: `KILL_DISTRIBUTED=1` has them killed, too. */
const TOPOLOGIES = [
  ['one process', startTwo],
  ...(process.env['KILL_DISTRIBUTED'] === undefined
    ? []
    : [['a process for each subgraph', startDistributed] as const]),
] as const;

/** It starts a store of its own, whatever `DATABASE_URL` says: then another run of the suite has it. */
const once = describe.skipIf(process.env['DATABASE_URL'] !== undefined);

once.each(TOPOLOGIES)('a mutation whose %s is killed between commit and answer', (topology, start) => {
  test('has the answer it would have had when it is sent again under its key, and one effect', async () => {
    const folder = freshFolder();
    await using _folder = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    // The product does not start on a server that may lose what was committed, as that of the other tests.
    await using server = await startEmbeddedPostgres({ folder });
    await asAdmin(server.url(), "CREATE ROLE serving LOGIN PASSWORD 'serving'");
    await using watch = await startCommitWatch(server.url());
    const serving = Object.assign(new URL(watch.url), { username: 'serving', password: 'serving' }).href;
    await using product = await start({ DATABASE_URL: serving, DATABASE_MIGRATION_URL: watch.url });
    const ledgers = new pg.Client({ connectionString: server.url() });
    await ledgers.connect();
    await using _ledgers = { [Symbol.asyncDispose]: () => ledgers.end() };
    let kills = 0;
    for (const [index, [field, example]] of Object.entries(MUTATION_EXAMPLES).entries()) {
      const document = mutationDocument(field, example.selection);
      const attempt = async (name: string, killAt?: number) => {
        const input = await example.input(exampleWorld(() => product.url, name, TOKEN));
        const before = await eventsOf(ledgers);
        const key = randomUUID();
        watch.watch(key, killAt, () => {
          kills += 1;
          product.kill();
        });
        const send = () => sendKeyed(product.url, document, { input }, { key, token: TOKEN });
        const answer = await untilAnswered(send, () => product.ready());
        expect(await untilAnswered(send, () => product.ready())).toEqual(answer);
        return { events: (await eventsOf(ledgers)) - before, answer: withoutNames(answer, name) };
      };
      const undisturbed = await attempt(`u${index}`);
      expect(undisturbed.answer, field).toContain('"status":200');
      const before = kills;
      // Killed at its first commit, at its second …, until an attempt has fewer: none is killed there any more.
      for (let killAt = 1; kills === before + killAt - 1; killAt++)
        expect(await attempt(`k${index}x${killAt}`, killAt), `${field}, commit ${killAt}`).toEqual(undisturbed);
      expect(kills, field).toBeGreaterThan(before);
    }
    console.info(`${topology}: ${kills} kills between commit and answer, each answered as if there was none`);
  }, 1_800_000);
});

/** Two whole products on one database: while one is killed the other answers, as a second replica does. */
async function startTwo(urls: DatabaseUrls): Promise<Product> {
  const launch = () => startCommand(['start', '--empty'], freshFolder(), { ...urls, PEDIGRAPH_TOKENS: `ann=${TOKEN}` });
  const all: Promise<RunningCommand>[] = [];
  const launched = () => {
    const one = launch();
    all.push(one);
    return one;
  };
  let current = await launched();
  let next = launched();
  return {
    get url() {
      return `${current.url}/graphql`;
    },
    kill: () => void current.child.kill('SIGKILL'),
    async ready() {
      if (current.child.signalCode === null && current.child.exitCode === null) return;
      current = await next;
      next = launched();
    },
    async [Symbol.asyncDispose]() {
      for (const one of all) await (await one)[Symbol.asyncDispose]();
    },
  };
}

/** Kills the gateways and the subgraphs by turns; the parent starts them again. */
async function startDistributed(urls: DatabaseUrls): Promise<Product> {
  const parent = await startCommand(['distributed', '--empty'], freshFolder(), {
    ...urls,
    PEDIGRAPH_TOKENS: `ann=${TOKEN}`,
  });
  let turn = 0;
  const pids = () => {
    const lines = parent
      .output()
      .split('\n')
      .filter((line) => line.includes('a process is started'));
    const started = lines.map((line) => JSON.parse(line) as { process: string; pid: number });
    return new Map(started.map(({ process: name, pid }) => [name, pid]));
  };
  return {
    url: `${parent.url}/graphql`,
    kill() {
      turn += 1;
      for (const [name, pid] of pids())
        if (name.startsWith('gateway') === (turn % 2 === 0)) process.kill(pid, 'SIGKILL');
    },
    ready: async () => void (await pause(50)),
    [Symbol.asyncDispose]: () => parent[Symbol.asyncDispose](),
  };
}

async function eventsOf(ledgers: pg.Client): Promise<number> {
  const counts = LEDGERS.map((schema) => `(SELECT count(*) FROM ${schema}.ledger_event)`);
  const { rows } = await ledgers.query(`SELECT (${counts.join(' + ')})::int AS events`);
  return rows[0].events;
}

/** The answer with its own name, ids, digests and moments numbered in the order in which they stand there. */
function withoutNames(answer: KeyedAnswer, name: string): string {
  const numbers = new Map<string, number>();
  const { extensions: _, ...rest } = answer;
  return JSON.stringify(rest)
    .replaceAll(name, 'NAME')
    .replace(/"durationSeconds":[\d.e-]+/g, '"durationSeconds":0')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|sha256:[0-9a-f]{64}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, (found) => {
      if (found.includes('T')) return 'MOMENT';
      if (!numbers.has(found)) numbers.set(found, numbers.size);
      return `ID${numbers.get(found)}`;
    });
}
