import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import * as z from 'zod';
import { ConfigError } from '#platform/config/read-config.js';
import { unfinishedInWords } from '#process/unfinished-registrations.js';
import { verifyRef } from '#process/verify-ref.js';
import { type CheckpointHead, verifyStore } from '#process/verify-store.js';
import { printAnswer, printFailure, printRemark } from './print.js';
import { createProgressBar } from './progress-bar.js';
import { readSettings } from './read-settings.js';

const checkpointSchema = z.object({
  heads: z.array(z.object({ subgraph: z.string(), position: z.int().min(0), hash: z.string().nullable() })),
});

/**
 * The command `verify`, of a whole store or of one ref. Exit code 0: everything is what was written; 1: something is
 * not, and a sentence names the first such thing, or the store cannot be read; 2: wrong settings.
 */
export function verifyCommand(): Command {
  return new Command('verify')
    .argument('[ref]', 'a version or run, such as fraud/detector@1.4.0: only that, and all it rests on')
    .description('compute every hash and digest of a store anew and name the first thing that is not what was written')
    .option('--data <folder>', 'the folder of the embedded database (PEDIGRAPH_DATA; default ./.pedigraph)')
    .option('--database-url <url>', 'a PostgreSQL to look at instead of the embedded one (DATABASE_URL)')
    .option(
      '--checkpoint <file>',
      'a `ledgerCheckpoint` that was kept elsewhere, as JSON: the ledgers must go through it',
    )
    .option('--json', 'print what was verified as JSON', false)
    .action(async (ref: string | undefined, { data: dataFolder, databaseUrl, checkpoint, json }: Flags) => {
      using bar = createProgressBar();
      try {
        const config = readSettings({ dataFolder, databaseUrl });
        if (ref !== undefined) {
          if (checkpoint !== undefined) throw new ConfigError('A checkpoint is of a whole store: leave the ref out.');
          const verified = await verifyRef(config, ref);
          const { refs, events, rows } = verified;
          const rest = refs.length === 1 ? '' : ` and the ${refs.length - 1} it rests on`;
          printAnswer(
            json ? JSON.stringify(verified) : `${ref}${rest}: ${events} events and ${rows} rows are what was written.`,
          );
          return;
        }
        const heads = checkpoint === undefined ? [] : await readCheckpoint(checkpoint);
        const verified = await verifyStore(config, { checkpoint: heads, onProgress: (progress) => bar.show(progress) });
        bar[Symbol.dispose]();
        const { events, rows, pins } = verified;
        const summary = `${events} events, ${rows} rows and ${pins} pins are what was written.`;
        printAnswer(json ? JSON.stringify(verified) : summary);
        if (!json) for (const line of unfinishedInWords(verified.unfinished)) printRemark(line);
      } catch (error) {
        bar[Symbol.dispose]();
        printFailure(error);
        process.exitCode = error instanceof ConfigError ? 2 : 1;
      }
    });
}

interface Flags {
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly checkpoint?: string;
  readonly json: boolean;
}

/** Takes the answer to `{ ledgerCheckpoint { heads { subgraph position hash } } }`, whole or from `heads` on. */
async function readCheckpoint(file: string): Promise<CheckpointHead[]> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new ConfigError(`The checkpoint ${file} cannot be read: ${error.message}`);
  });
  try {
    const answer = JSON.parse(text);
    return checkpointSchema.parse(answer?.data?.ledgerCheckpoint ?? answer?.ledgerCheckpoint ?? answer).heads;
  } catch {
    throw new ConfigError(
      `Expected ${file} to be the answer to { ledgerCheckpoint { heads { subgraph position hash } } }, as JSON.`,
    );
  }
}
