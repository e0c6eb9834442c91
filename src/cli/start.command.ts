import { Command } from 'commander';
import type { Logger } from 'pino';
import type { Config } from '#platform/config/config.js';
import { withJoined } from '#process/join/with-joined.js';
import { openStore } from '#process/open-store.js';
import type { Running } from '#process/start-all.js';
import { printStep } from './print.js';
import { runServer } from './run-server.js';
import { printStartBanner } from './start-banner.js';
import { type StartFlags, withStartOptions } from './start-options.js';

/** `pedigraph start`: everything in one process, on an embedded PostgreSQL unless a URL is given. */
export function startCommand(): Command {
  const command = new Command('start').description('start everything in one process; what `npm start` runs');
  return withStartOptions(command).action(async (flags: StartFlags) => {
    const { data: dataFolder, port, host, databaseUrl, trustedDocuments } = flags;
    const startJoined: typeof start = (config, logger) => start(withJoined(config, flags.subgraph), logger);
    await runServer({ port, host, dataFolder, databaseUrl, trustedDocuments }, startJoined, (running, config) =>
      printStartBanner(running, config, flags),
    );
  });
}

/** PostgreSQL starts in a process of its own: meanwhile this one loads what it needs itself. */
async function start(config: Config, logger: Logger): Promise<Running> {
  printStep(config.databaseUrl === undefined ? 'Starting PostgreSQL' : 'Connecting to PostgreSQL');
  let launched = () => {};
  const isLaunched = new Promise<void>((resolve) => {
    launched = resolve;
  });
  const store = openStore(config, { launched, logger });
  await Promise.race([isLaunched, store]);
  // A later failure reaches `startAll`, which awaits it.
  store.catch(() => {});
  printStep('Opening the subgraphs and the gateway');
  const { startAll } = await import('#process/start-all.js');
  return startAll(config, logger, store);
}
