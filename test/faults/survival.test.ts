import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRandom } from '../support/seeded-random.js';
import { lostOf, openStore, rebuildCatalog, verify } from './survival/judge.js';
import { startProduct, type Victim } from './survival/product.js';
import { startWriter } from './survival/writer.js';

/** How often something is killed; `npm run test:soak` sets more. */
const KILLS = Number(process.env['SOAK_KILLS'] ?? 3);
const SEED = Number(process.env['SOAK_SEED'] ?? 20_261_129);
const WRITERS = 4;
/** Milliseconds for each kill, its recovery and what follows; a limit for what hangs. */
const LIMIT = 120_000;

/** Of each in turn, so that a short run has them all. */
const VICTIMS = {
  start: ['postgres', 'node'],
  distributed: ['subgraph', 'postgres', 'gateway', 'node'],
} as const satisfies Record<string, readonly Victim[]>;

test.each(['start', 'distributed'] as const)(
  'pedigraph %s: whatever is killed under four writers, no acknowledged write is lost, none is half, each is one event',
  async (topology) => {
    await using product = await startProduct(topology);
    const random = createRandom(SEED);
    const writers = Array.from({ length: WRITERS }, (_, index) => startWriter(product.url, `w${index}`));
    const all = () => writers.flatMap(({ acknowledged }) => acknowledged);
    const victims = VICTIMS[topology];
    for (let kill = 0; kill < Math.max(KILLS, victims.length); kill++) {
      await until(all().length + 2 * WRITERS, () => all().length);
      await pause(random() * 300);
      await product.kill(victims[kill % victims.length]!, random);
      await product.ready();
    }
    await until(all().length + 2 * WRITERS, () => all().length);
    await Promise.all(writers.map((writer) => writer.stop()));

    const improper = writers.flatMap((writer) => writer.improper);
    expect(improper, improper.map(product.log).join('\n')).toEqual([]);
    expect(await lostOf(product.url, all())).toEqual([]);
    tellContract(product.url);
    const survived = await levelCatalog(product.folder);
    expect(await product.stop()).toBe(0);
    await using store = await openStore(product.folder);
    const events = await store.events();
    expect(all().filter(({ type, subject }) => events.get(`${type} ${subject}`) !== 1)).toEqual([]);
    const { code, output } = await verify(store);
    expect(code, output).toBe(0);
    await rebuildCatalog(store);
    const rebuilt = await store.catalog();
    for (const [table, rows] of Object.entries(survived)) expect([table, rows]).toEqual([table, rebuilt[table]]);
  },
  LIMIT * Math.max(KILLS, 4),
);

/** The catalog's tables once it has read all that the ledgers hold; nobody writes meanwhile. */
async function levelCatalog(folder: string): Promise<Record<string, readonly string[]>> {
  await using store = await openStore(folder);
  while (!(await store.isLevel())) await pause(50);
  return await store.catalog();
}

/** Resolves when `count` has reached `least`. */
async function until(least: number, count: () => number): Promise<void> {
  while (count() < least) await pause(20);
}

/** The contract is told to a server that has been through all that, where it lies beside this checkout. */
function tellContract(url: string): void {
  const script = path.resolve(import.meta.dirname, '../../.ci/contract.mjs');
  if (!existsSync(script)) return;
  const { status, stdout } = spawnSync(process.execPath, [script, `${url}/graphql`], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.any(String)]);
}
