import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** What the names of headers between our own processes begin with. */
const INTERNAL = 'pedigraph-';

/**
 * Takes such headers out of whatever a client sends, before anything reads it: they say in whose name, for how long and
 * with which key a gateway asks a subgraph. None of a client's headers is handed on; this is so that none can be.
 */
export function dropInternalHeaders({ server }: Pick<FastifyInstance, 'server'>): void {
  const drop = ({ headers }: IncomingMessage): void => {
    for (const name in headers) if (name.startsWith(INTERNAL)) delete headers[name];
  };
  server.prependListener('request', drop);
  server.prependListener('upgrade', drop);
}
