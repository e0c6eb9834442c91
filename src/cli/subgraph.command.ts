import { Argument, Command } from 'commander';
import type { Serving } from '#platform/server/serve.js';
import { serveOneSubgraph } from '#process/serve-one-subgraph.js';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';
import { collectUrl } from './collect-url.js';
import { printRemark } from './print.js';
import { runServer } from './run-server.js';

interface SubgraphFlags {
  readonly port?: string;
  readonly host?: string;
  readonly databaseUrl?: string;
  readonly subgraph: Readonly<Record<string, string>>;
}

/** `pedigraph subgraph NAME`: one of ours, alone, as any federation gateway can use it. */
export function subgraphCommand(): Command {
  const names = SUBGRAPHS.map(({ definition, port }) => `${definition.name} ${port}`).join(', ');
  return new Command('subgraph')
    .description(
      'serve one of our subgraphs alone, on the PostgreSQL at DATABASE_URL, to gateways whose keys PEDIGRAPH_GATEWAY_PUBLIC_KEYS lists',
    )
    .addArgument(new Argument('<name>', 'which one').choices(SUBGRAPHS.map(({ definition }) => definition.name)))
    .option('--port <number>', `the port (PORT; default: ${names})`)
    .option('--host <address>', 'the address to listen on (HOST; default 127.0.0.1)')
    .option('--database-url <url>', 'the PostgreSQL (DATABASE_URL)')
    .option('--subgraph <name=url>', 'where another subgraph is; repeatable', collectUrl, {})
    .action(async (name: string, { port, host, databaseUrl, subgraph }: SubgraphFlags) => {
      const place = SUBGRAPHS.find(({ definition }) => definition.name === name)!;
      const flags = { port: port ?? process.env['PORT'] ?? String(place.port), host, databaseUrl };
      const start: Parameters<typeof runServer>[1] = (config, logger) =>
        serveOneSubgraph({ place, urls: subgraph, config, logger });
      const started = ({ url }: Serving) => printRemark(`The subgraph ${name} is ready: ${url}/graphql`);
      await runServer(flags, start, started, { askers: 'gateways', serviceName: `pedigraph-${name}` });
    });
}
