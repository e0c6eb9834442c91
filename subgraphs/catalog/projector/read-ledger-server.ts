import { parse } from 'graphql';
import type { LedgerServer } from '#platform/ledger/ledger-server.js';
import type { Ports } from '#platform/ports/ports.js';

const SERVER = parse('query LedgerServer { ledgerServer { id written isStandby } }');

/**
 * Asks a subgraph which database keeps its ledger.
 * @throws {PedigraphError} UNAVAILABLE where the subgraph does not answer.
 */
export async function readLedgerServer(ports: Ports, subgraph: string): Promise<LedgerServer | undefined> {
  const { ledgerServer } = await ports.ask<{ ledgerServer?: LedgerServer }>({ subgraph, document: SERVER });
  return ledgerServer;
}
