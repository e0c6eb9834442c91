import { Command } from 'commander';
import { ConfigError } from '#platform/config/read-config.js';
import { createLogger } from '#platform/server/logger.js';
import { rebuildProjection } from '#process/rebuild-projection.js';
import { printAnswer, printFailure } from './print.js';
import { createProgressBar } from './progress-bar.js';
import { readSettings } from './read-settings.js';

/**
 * The command `catalog rebuild`. Exit code 0: the catalog is level with every ledger; 1: the store or a ledger cannot
 * be read; then nothing has changed; 2: wrong settings.
 */
export function catalogCommand(): Command {
  const rebuild = new Command('rebuild')
    .description(
      'project the catalog anew from the ledgers; servers go on meanwhile, and answer from what there was until it is done',
    )
    .option('--data <folder>', 'the folder of the embedded database (PEDIGRAPH_DATA; default ./.pedigraph)')
    .option('--database-url <url>', 'a PostgreSQL to use instead of the embedded one (DATABASE_URL)')
    .action(async ({ data: dataFolder, databaseUrl }: { data?: string; databaseUrl?: string }) => {
      using bar = createProgressBar();
      try {
        const config = readSettings({ dataFolder, databaseUrl });
        const done = await rebuildProjection(config, createLogger(config), (progress) =>
          bar.show({ what: 'events', ...progress }),
        );
        bar[Symbol.dispose]();
        printAnswer(`The catalog is rebuilt from ${done} events.`);
      } catch (error) {
        bar[Symbol.dispose]();
        printFailure(error);
        process.exitCode = error instanceof ConfigError ? 2 : 1;
      }
    });
  return new Command('catalog').description('look after the read side').addCommand(rebuild).helpCommand(false);
}
