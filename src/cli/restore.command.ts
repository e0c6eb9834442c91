import { Command } from 'commander';
import { restoreStore } from '#process/restore-store.js';
import { run, type StoreFlags, withStore } from './backup.command.js';

/**
 * The command `restore`. Exit code 0: the store is what was backed up, and verified; 1: nothing was restored, or what
 * was restored had been changed before it was backed up, as the message says; 2: wrong settings.
 */
export function restoreCommand(): Command {
  return withStore(new Command('restore'))
    .description('restore a backup into a new folder or an empty database, all of it or nothing')
    .argument('<file>', 'what `pedigraph backup` wrote, with this version or an older one')
    .action((file: string, flags: StoreFlags) =>
      run({ file, what: 'restored and held against it', flags, work: restoreStore }),
    );
}
