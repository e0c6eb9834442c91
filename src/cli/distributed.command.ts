import { Command } from 'commander';
import { startDistributed } from '#process/distributed/start-distributed.js';
import { printStep } from './print.js';
import { runServer } from './run-server.js';
import { printStartBanner } from './start-banner.js';
import { type StartFlags, withStartOptions } from './start-options.js';

/** `pedigraph distributed`: a process a subgraph and two gateways behind one address, on this machine. */
export function distributedCommand(): Command {
  const command = new Command('distributed').description(
    'start a process a subgraph and two gateways behind one address; what `npm run start:distributed` runs',
  );
  return withStartOptions(command).action(async (flags: StartFlags) => {
    const { data: dataFolder, port, host, databaseUrl, trustedDocuments } = flags;
    const start: typeof startDistributed = (config, logger) => {
      printStep('Starting PostgreSQL, a process a subgraph, two gateways and their address');
      return startDistributed(config, logger);
    };
    await runServer({ port, host, dataFolder, databaseUrl, trustedDocuments }, start, (running, config) =>
      printStartBanner(running, config, flags),
    );
  });
}
