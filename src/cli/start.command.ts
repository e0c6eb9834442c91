import { Command } from 'commander';
import { startAll } from '../process/start-all.js';
import { runServer } from './run-server.js';
import { type StartFlags, welcome, withStartOptions } from './start-options.js';

/** `pedigraph start`: everything in one process, on an embedded PostgreSQL unless a URL is given. */
export function startCommand(): Command {
  const command = new Command('start').description('start everything in one process; what `npm start` runs');
  return withStartOptions(command).action(async (flags: StartFlags) => {
    const { data: dataFolder, port, host, databaseUrl } = flags;
    await runServer({ port, host, dataFolder, databaseUrl }, startAll, (running, config) =>
      welcome(running, config, flags),
    );
  });
}
