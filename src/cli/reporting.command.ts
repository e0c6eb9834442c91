import { Command } from 'commander';
import { ConfigError } from '#platform/config/read-config.js';
import { createLogger } from '#platform/server/logger.js';
import { makeReporting } from '#process/make-reporting.js';
import { openStore } from '#process/open-store.js';
import { REPORTING_VIEWS } from '#process/reporting-views.js';
import { type StoreFlags, withStore } from './backup.command.js';
import { printAnswer, printFailure } from './print.js';
import { readSettings } from './read-settings.js';

interface ReportingFlags extends StoreFlags {
  readonly role: string;
}

/** The command `reporting`. Exit code 0: the views are there and granted; 1: nothing has changed; 2: wrong settings. */
export function reportingCommand(): Command {
  return withStore(new Command('reporting'))
    .description(
      'make the schema reporting: views for Metabase, Superset and others that read SQL, and let a role read them that the database’s administrator has made (docs/reporting.md)',
    )
    .option('--role <name>', 'who may read them, all of them, whatever namespaces are closed', 'pedigraph_reader')
    .action(async ({ data: dataFolder, databaseUrl, role }: ReportingFlags) => {
      try {
        const config = readSettings({ dataFolder, databaseUrl });
        await using store = await openStore(config, { logger: createLogger(config) });
        await makeReporting(store, config, role);
        printAnswer(`reporting has ${REPORTING_VIEWS.length} views, and ${role} may read them.`);
      } catch (error) {
        printFailure(error);
        process.exitCode = error instanceof ConfigError ? 2 : 1;
      }
    });
}
