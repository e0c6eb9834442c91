import 'reflect-metadata';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import pg from 'pg';
import { WrongAnswer } from './load/run-load.mjs';
import { expectedAnswers, measureVariant, summarise } from './measures/dashboard.mjs';
import { measureMemory } from './measures/memory.mjs';
import { measureMetricPoints } from './measures/metric-points.mjs';
import { profileGroups } from './measures/profile-groups.mjs';
import { measureRegistrations } from './measures/registrations.mjs';
import { measureStartUp } from './measures/start-up.mjs';
import { report } from './report.mjs';
import { seedRegistry } from './seed/seed-registry.mjs';
import { stopAll } from './servers/processes.mjs';
import { VARIANTS } from './servers/variants.mjs';
import { throwawayFolder, throwawayStore } from './throwaway-store.mjs';

const OUT = path.join(import.meta.dirname, 'out');
/** Beside the dashboard, in this order: what writes comes after everything that reads. */
const OTHERS = {
  memory: (all) => measureMemory(all),
  registrations: (all) => measureRegistrations(all),
  metrics: (all) => measureMetricPoints(all),
  startup: ({ closers }) => measureStartUp(closers),
};
const ALL = [...Object.keys(VARIANTS), ...Object.keys(OTHERS)];

/** Runs what the command line asks for. Exit code 1 where an answer differed or was an error, never for slow numbers. */
export async function runBench() {
  const options = readOptions();
  const closers = [];
  const close = async () => {
    await stopAll();
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => void close().finally(() => process.exit(130)));
  }
  try {
    await mkdir(OUT, { recursive: true });
    await report(await measure(options, closers), OUT);
  } catch (error) {
    console.error(error instanceof WrongAnswer ? `Wrong answer: ${error.message}` : error);
    process.exitCode = 1;
  } finally {
    await close();
  }
}

async function measure({ only, seconds, rounds, warmUp, soak, profile }, closers) {
  const began = performance.now();
  const say = (what) => console.error(`${((performance.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${what}`);
  const { folder: work, remove } = throwawayFolder();
  await mkdir(work, { recursive: true });
  closers.push(remove);
  say('starting PostgreSQL');
  const starting = throwawayStore();
  // Before it is there: Ctrl-C may come while it starts.
  closers.push(async () => (await starting.catch(() => undefined))?.close());
  const store = await starting;
  const client = new pg.Client({ connectionString: store.url });
  await client.connect();
  closers.push(() => client.end());
  const { counts, pins, openRuns } = await seedRegistry(client);
  say(`seeded ${Object.values(counts).reduce((sum, count) => sum + count, 0)} rows`);
  const expected = await expectedAnswers(client);
  say(`asked PostgreSQL alone for all ${Object.keys(expected).length} answers`);

  const variants = Object.keys(VARIANTS).filter((name) => only.includes(name));
  const results = Object.fromEntries(variants.map((name) => [name, []]));
  const nodeArgs = profile ? ['--cpu-prof', `--cpu-prof-dir=${path.join(OUT, 'profile')}`] : [];
  if (profile) await rm(path.join(OUT, 'profile'), { recursive: true, force: true });
  for (let round = 1; round <= rounds; round++) {
    for (const name of variants) {
      const result = await measureVariant(name, { store, work, expected, warmUp, seconds, nodeArgs });
      results[name].push(result);
      say(
        `round ${round}  ${name}: ${result.note ?? `${result.perSecond.toFixed(0)} a second, median ${result.median.toFixed(1)} ms`}`,
      );
    }
  }
  const others = {};
  const all = {
    store,
    client,
    work,
    expected,
    pins,
    openRuns,
    model: pins[0].model,
    warmUp,
    seconds,
    soak,
    nodeArgs,
    closers,
  };
  for (const name of Object.keys(OTHERS).filter((other) => only.includes(other))) {
    others[name] = await OTHERS[name](all);
    say(name);
  }
  const profiled = profile ? await profileGroups(path.join(OUT, 'profile')) : undefined;
  return {
    profile: profiled,
    options: { only, seconds, rounds, warmUp, soak },
    counts,
    dashboard: Object.fromEntries(
      variants.map((name) => [name, { ...summarise(results[name]), rounds: results[name] }]),
    ),
    ...others,
    took: (performance.now() - began) / 1_000,
  };
}

function readOptions() {
  return new Command('bench')
    .description('what a dashboard, a registration, a metric and a start cost, beside a floor and beside others')
    .option('--only <names>', `some of ${ALL.join(', ')}, with commas between`, names, ALL)
    .option('--seconds <number>', 'how long each variant is measured in each round', number, 5)
    .option('--rounds <number>', 'how often; medians of the rounds are printed', number, 2)
    .option(
      '--warm-up <seconds>',
      'how long a variant of one process is under load before it is measured; one of several twice as long',
      number,
      11,
    )
    .option('--soak <seconds>', 'how long memory is watched after its first minute under load', number, 30)
    .option('--profile', 'write CPU profiles of the servers to bench/out/profile', false)
    .parse()
    .opts();
}

function number(text) {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('expected a number above 0');
  return value;
}

function names(text) {
  const asked = text.split(',');
  const unknown = asked.filter((name) => !ALL.includes(name));
  if (unknown.length > 0) throw new InvalidArgumentError(`no ${unknown.join(', ')}; there are ${ALL.join(', ')}`);
  return asked;
}
