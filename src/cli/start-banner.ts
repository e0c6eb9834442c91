import { admitsAnonymous, type Config } from '#platform/config/config.js';
import type { Running } from '#process/start-all.js';
import { printRemark, printStep } from './print.js';
import type { StartFlags } from './start-options.js';

/** Loads the example where it is wanted, and prints the banner: where everything is, and a first query. */
export async function printStartBanner(
  { url, store, isBegun }: Running,
  config: Config,
  { empty }: StartFlags,
): Promise<void> {
  const { token, tokens, oidc } = config;
  // The example is written as any client writes; with named tokens alone, in the name of the first who may do all.
  const ours = token ?? tokens?.find(({ role, namespace }) => role === 'ADMIN' && namespace === '')?.token;
  const mayWrite = ours !== undefined || admitsAnonymous(config);
  const example = store.embedded && empty !== true && mayWrite;
  const loaded = example && (await isBegun?.()) !== true && (await loadExampleAt(store.url, `${url}/graphql`, ours));
  if (store.because !== undefined) printRemark(store.because);
  printRemark(`
Pedigraph is ready.
  Pages  ${url}/
  API    ${url}/graphql
  IDE    ${url}/ide/${oidc.publicUrl === undefined ? '' : `\n  Login  ${oidc.publicUrl}/auth/login`}
  Data   ${store.place}${loaded ? '   (with a small example; --empty leaves it out)' : ''}

A query to paste:
${example ? EXAMPLE_QUERY : ANY_QUERY}

Ctrl-C stops it.
`);
}

/** Imported when it is needed: once in the life of a store. */
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
