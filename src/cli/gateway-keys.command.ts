import { Command } from 'commander';
import { makeKeyPair } from '#platform/auth/internal-token/key-pair.js';
import { printAnswer, printRemark } from './print.js';

/** `pedigraph gateway-keys`: the keys by which gateways and subgraphs of one deployment know each other. */
export function gatewayKeysCommand(): Command {
  return new Command('gateway-keys')
    .description('make the keys by which gateways and subgraphs know each other, as lines for an .env file')
    .action(() => {
      const [gateway, background, statement] = [makeKeyPair(), makeKeyPair(), makeKeyPair()];
      printRemark(
        'PEDIGRAPH_GATEWAY_KEY and PEDIGRAPH_STATEMENT_KEY are for gateways alone, PEDIGRAPH_BACKGROUND_KEY for the catalog alone.',
      );
      printAnswer(
        [
          `PEDIGRAPH_GATEWAY_KEY=${gateway.privateKey}`,
          `PEDIGRAPH_GATEWAY_PUBLIC_KEYS=${gateway.publicKey}`,
          `PEDIGRAPH_BACKGROUND_KEY=${background.privateKey}`,
          `PEDIGRAPH_BACKGROUND_PUBLIC_KEYS=${background.publicKey}`,
          `PEDIGRAPH_STATEMENT_KEY=${statement.privateKey}`,
        ].join('\n'),
      );
    });
}
