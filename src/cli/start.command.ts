import { Command } from 'commander';
import { loadExample } from '../process/example/load-example.js';
import { startAll } from '../process/start-all.js';
import { runServer } from './run-server.js';

interface StartFlags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly empty?: true;
}

/** `pedigraph start`: everything in one process, on an embedded PostgreSQL unless a URL is given. */
export function startCommand(): Command {
  return new Command('start')
    .description('start everything in one process; what `npm start` runs')
    .option('--port <number>', 'the port (PORT; default 4000; 0 takes a free one)')
    .option('--host <address>', 'the address to listen on (HOST; default 127.0.0.1)')
    .option('--data <folder>', 'the folder of the embedded database (PEDIGRAPH_DATA; default ./.pedigraph)')
    .option('--database-url <url>', 'a PostgreSQL to use instead of the embedded one (DATABASE_URL)')
    .option('--empty', 'load no example into an empty embedded store')
    .action(async ({ port, host, data, databaseUrl, empty }: StartFlags) => {
      const flags = { port, host, dataFolder: data, databaseUrl };
      await runServer(flags, startAll, async ({ url, store }, { token }) => {
        const loaded = store.embedded && empty !== true && (await loadExample({ url: `${url}/graphql`, token }));
        if (store.because !== undefined) console.error(store.because);
        console.error(welcome(url, store.place, loaded));
      });
    });
}

function welcome(url: string, place: string, loaded: boolean): string {
  return `
Pedigraph is ready.
  API    ${url}/graphql
  IDE    ${url}/
  Data   ${place}${loaded ? '   (with a small example; --empty leaves it out)' : ''}

A query to paste:
  { modelVersion(ref: "demo/churn@production") {
      ref status run { parameters metrics { key value } } datasets { role datasetVersion { ref } } environment { image }
      reproducibility { verdict } lineage(direction: UPSTREAM) { nodes { ref kind } } } }

Ctrl-C stops it.
`;
}
