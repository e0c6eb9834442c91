import { Command, InvalidArgumentError } from 'commander';
import type { Logger } from 'pino';
import type { Config } from '#platform/config/config.js';
import { startDistributed } from '#process/distributed/start-distributed.js';
import { withJoined } from '#process/join/with-joined.js';
import { printStep } from './print.js';
import { runServer } from './run-server.js';
import { printStartBanner } from './start-banner.js';
import { type StartFlags, withStartOptions } from './start-options.js';

interface DistributedFlags extends StartFlags {
  readonly ports?: number;
}

const PORTS_HELP =
  'the first of eight ports in a row for the subgraphs (models, datasets, experiments, environments, catalog, access) and the two gateways; free ones by default';

/** `pedigraph distributed`: a process a subgraph and two gateways behind one address, on this machine. */
export function distributedCommand(): Command {
  const command = new Command('distributed').description(
    'start a process a subgraph and two gateways behind one address; what `npm run start:distributed` runs',
  );
  withStartOptions(command).option('--ports <number>', PORTS_HELP, asFirstPort);
  return command.action(async (flags: DistributedFlags) => {
    const { data: dataFolder, port, host, databaseUrl, trustedDocuments } = flags;
    const start = (config: Config, logger: Logger) => {
      printStep('Starting PostgreSQL, a process a subgraph, two gateways and their address');
      return startDistributed(withJoined(config, flags.subgraph), logger, { firstPort: flags.ports });
    };
    await runServer({ port, host, dataFolder, databaseUrl, trustedDocuments }, start, (running, config) =>
      printStartBanner(running, config, flags),
    );
  });
}

function asFirstPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_528) return port;
  throw new InvalidArgumentError('Expected a port such as 4001, with seven more behind it.');
}
