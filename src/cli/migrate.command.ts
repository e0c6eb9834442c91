import { Command } from 'commander';
import { ConfigError } from '#platform/config/read-config.js';
import { createLogger } from '#platform/server/logger.js';
import { migrateStore } from '#process/migrate-store.js';
import { openStore } from '#process/open-store.js';
import { type StoreFlags, withStore } from './backup.command.js';
import { printAnswer, printFailure } from './print.js';
import { readSettings } from './read-settings.js';

/**
 * The command `migrate`. Exit code 0: every schema is up to date, and granted; 1: one cannot be brought up to date, and
 * is as it was; 2: wrong settings.
 */
export function migrateCommand(): Command {
  return withStore(new Command('migrate'))
    .description(
      'bring a store up to date as its owner (DATABASE_MIGRATION_URL), and grant the role that serves (DATABASE_URL) what it needs; servers do it at their start where they know the owner',
    )
    .action(async ({ data: dataFolder, databaseUrl }: StoreFlags) => {
      try {
        const config = readSettings({ dataFolder, databaseUrl });
        await using store = await openStore(config, { logger: createLogger(config) });
        const migrated = await migrateStore(store, config);
        if (migrated.length === 0) printAnswer('Every schema is up to date.');
        for (const { name, migrations } of migrated) printAnswer(`${name}: ${migrations} migrations, and its grants.`);
      } catch (error) {
        printFailure(error);
        process.exitCode = error instanceof ConfigError ? 2 : 1;
      }
    });
}
