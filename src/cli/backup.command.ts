import { Command } from 'commander';
import type { BackupManifest } from '#platform/backup/backup-manifest.js';
import { ConfigError } from '#platform/config/read-config.js';
import { createLogger } from '#platform/server/logger.js';
import { type BackupStoreOptions, backupStore } from '#process/backup-store.js';
import type { RestoredStore } from '#process/restore-store.js';
import { printAnswer, printFailure } from './print.js';
import { createProgressBar } from './progress-bar.js';
import { readSettings } from './read-settings.js';

/** The command `backup`. Exit code 0: the file is written and was read back; 1: it is not there; 2: wrong settings. */
export function backupCommand(): Command {
  return withStore(new Command('backup'))
    .description('write the whole store to a file, of one moment; servers may go on meanwhile')
    .argument('<file>', 'where to: a gzipped tar, which must not be there yet')
    .action((file: string, flags: StoreFlags) =>
      run({ file, what: 'written and read back', flags, work: backupStore }),
    );
}

/** Which store. */
export interface StoreFlags {
  readonly data?: string;
  readonly databaseUrl?: string;
}

/** Adds the flags that name a store. */
export function withStore(command: Command): Command {
  return command
    .option('--data <folder>', 'the folder of the embedded database (PEDIGRAPH_DATA; default ./.pedigraph)')
    .option('--database-url <url>', 'a PostgreSQL to use instead of the embedded one (DATABASE_URL)');
}

/** Runs a backup or a restore with a progress bar, and prints what came of it. */
export async function run({ file, what, flags, work }: RunOptions): Promise<void> {
  using bar = createProgressBar();
  try {
    const config = readSettings({ dataFolder: flags.data, databaseUrl: flags.databaseUrl });
    const onProgress: BackupStoreOptions['onProgress'] = (progress) => bar.show({ what: 'tables', ...progress });
    const { schemas, takenAt, product, postgres, verified } = await work({
      file,
      config,
      logger: createLogger(config),
      onProgress,
    });
    bar[Symbol.dispose]();
    const rows = schemas.flatMap(({ tables }) => tables).reduce((sum, table) => sum + table.rows, 0);
    printAnswer(
      `${file} is ${what}: ${rows} rows as of ${takenAt}, of Pedigraph ${product} on PostgreSQL ${postgres}.`,
    );
    for (const { name, ledger } of schemas) {
      if (ledger !== null) printAnswer(`  ${name} ends at event ${ledger.position}, ${ledger.hash}`);
    }
    if (verified !== undefined) {
      const { events, rows: sealed, pins } = verified;
      printAnswer(`It was verified: ${events} events, ${sealed} rows and ${pins} pins are what was written.`);
    }
  } catch (error) {
    bar[Symbol.dispose]();
    printFailure(error);
    process.exitCode = error instanceof ConfigError ? 2 : 1;
  }
}

interface RunOptions {
  readonly file: string;
  readonly what: string;
  readonly flags: StoreFlags;
  readonly work: (options: BackupStoreOptions) => Promise<BackupManifest & Partial<Pick<RestoredStore, 'verified'>>>;
}
