import type { Command } from 'commander';
import type { Config } from '#platform/config/config.js';
import type { Running } from '#process/start-all.js';
import { printRemark, printStep } from './print.js';

/** The flags of every command that starts the whole product. */
export interface StartFlags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly empty?: true;
}

/** Adds them. */
export function withStartOptions(command: Command): Command {
  return command
    .option('--port <number>', 'the port (PORT; default 4000; 0 takes a free one)')
    .option('--host <address>', 'the address to listen on (HOST; default 127.0.0.1)')
    .option('--data <folder>', 'the folder of the embedded database (PEDIGRAPH_DATA; default ./.pedigraph)')
    .option('--database-url <url>', 'a PostgreSQL to use instead of the embedded one (DATABASE_URL)')
    .option('--empty', 'load no example into an empty embedded store');
}

/** Loads the example where it is wanted, and says where everything is. */
export async function welcome(
  { url, store, isBegun }: Running,
  { token, tokens }: Config,
  { empty }: StartFlags,
): Promise<void> {
  const example = store.embedded && empty !== true;
  // The example is written as any client writes; with named tokens alone, in the first of those names.
  const ours = token ?? Object.values(tokens ?? {})[0];
  const loaded = example && (await isBegun?.()) !== true && (await loadExampleAt(store.url, `${url}/graphql`, ours));
  if (store.because !== undefined) printRemark(store.because);
  printRemark(`
Pedigraph is ready.
  API    ${url}/graphql
  IDE    ${url}/
  Data   ${store.place}${loaded ? '   (with a small example; --empty leaves it out)' : ''}

A query to paste:
${example ? EXAMPLE_QUERY : ANY_QUERY}

Ctrl-C stops it.
`);
}

/** Loaded when it is needed: it is once in the life of a store. */
async function loadExampleAt(databaseUrl: string, url: string, token: string | undefined): Promise<boolean> {
  printStep('Loading the example');
  const { loadExample } = await import('#process/example/load-example.js');
  const { oneAtATime } = await import('#process/example/one-at-a-time.js');
  return oneAtATime(databaseUrl, () => loadExample({ url, token }));
}

const EXAMPLE_QUERY = `  { modelVersion(ref: "demo/churn@production") {
      ref run { parameters metrics { key value } } datasets { role datasetVersion { ref rowCount } } environment { image }
      reproducibility { verdict } lineage(direction: UPSTREAM) { nodes { ref kind } } } }`;

const ANY_QUERY = '  { models(first: 5) { totalCount nodes { name latest { ref createdAt } } } }';
