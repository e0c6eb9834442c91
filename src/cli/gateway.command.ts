import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { Serving } from '#platform/server/serve.js';
import { serveSupergraph } from '#process/serve-supergraph.js';
import { collectUrl } from './collect-url.js';
import { printRemark } from './print.js';
import { runServer } from './run-server.js';
import { TRUSTED_DOCUMENTS_HELP } from './start-options.js';

interface GatewayFlags {
  readonly supergraph: string;
  readonly port?: string;
  readonly host?: string;
  readonly trustedDocuments?: string;
  readonly subgraph: Readonly<Record<string, string>>;
}

/** `pedigraph gateway`: any Federation v2 supergraph, whoever wrote its subgraphs. */
export function gatewayCommand(): Command {
  return new Command('gateway')
    .description('serve any Federation v2 supergraph whose subgraphs are at the URLs it names')
    .requiredOption('--supergraph <file>', 'the composed supergraph, as SDL')
    .option('--port <number>', 'the port (PORT; default 4000; 0 takes a free one)')
    .option('--host <address>', 'the address to listen on (HOST; default 127.0.0.1)')
    .option('--trusted-documents <folder>', TRUSTED_DOCUMENTS_HELP)
    .option(
      '--subgraph <name=url>',
      'another URL than the supergraph names, or a subgraph that is to join it; repeatable',
      collectUrl,
      {},
    )
    .action(async ({ supergraph, port, host, trustedDocuments, subgraph }: GatewayFlags) => {
      const start: Parameters<typeof runServer>[1] = async (config, logger) =>
        serveSupergraph({ supergraphSdl: await readSupergraph(supergraph), urls: subgraph, config, logger });
      const started = ({ url }: Serving) => printRemark(`The gateway is ready: ${url}/graphql`);
      await runServer({ port, host, trustedDocuments }, start, started, { serviceName: 'pedigraph-gateway' });
    });
}

async function readSupergraph(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(
      `The supergraph ${file} cannot be read: ${(error as Error).message}. Give the file that composition wrote.`,
    );
  }
}
