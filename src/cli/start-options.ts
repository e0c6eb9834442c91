import type { Command } from 'commander';
import type { SubgraphUrls } from '#platform/config/settings/join.js';
import { collectUrl } from './collect-url.js';

/** The flags of every command that starts the whole product. */
export interface StartFlags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly trustedDocuments?: string;
  readonly empty?: true;
  readonly subgraph: SubgraphUrls;
}

/** What a gateway says of `--trusted-documents`. */
export const TRUSTED_DOCUMENTS_HELP = 'execute nothing but the documents of this folder (PEDIGRAPH_TRUSTED_DOCUMENTS)';

const JOIN_HELP =
  'let a subgraph of your own join, such as cost=http://127.0.0.1:4010/graphql; repeatable (PEDIGRAPH_JOIN_SUBGRAPHS)';

/** Adds those flags to a command. */
export function withStartOptions(command: Command): Command {
  return command
    .option('--port <number>', 'the port (PORT; default 4000; 0 takes a free one)')
    .option('--host <address>', 'the address to listen on (HOST; default 127.0.0.1)')
    .option('--data <folder>', 'the folder of the embedded database (PEDIGRAPH_DATA; default ./.pedigraph)')
    .option('--database-url <url>', 'a PostgreSQL to use instead of the embedded one (DATABASE_URL)')
    .option('--trusted-documents <folder>', TRUSTED_DOCUMENTS_HELP)
    .option('--subgraph <name=url>', JOIN_HELP, collectUrl, {})
    .option('--empty', 'load no example into an empty embedded store');
}
