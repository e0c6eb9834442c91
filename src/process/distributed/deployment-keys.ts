import { makeKeyPair, publicKeyOf, readSigningKey } from '#platform/auth/internal-token/key-pair.js';
import type { Config } from '#platform/config/config.js';
import { ConfigError } from '#platform/config/read-config.js';
import {
  type INTERNAL_TOKEN_VARIABLES,
  outlastsOperations,
  SHORT_TOKENS,
} from '#platform/config/settings/internal-tokens.js';

type KeyVariables = Readonly<
  Partial<Record<Exclude<keyof typeof INTERNAL_TOKEN_VARIABLES, 'PEDIGRAPH_INTERNAL_TOKEN_SECONDS'>, string>>
>;

/** The keys of one deployment, as environment: each kind of process learns no private key but its own. */
export interface DeploymentKeys {
  readonly ofGateways: KeyVariables;
  readonly ofSubgraphs: KeyVariables;
  /** Beside those of all subgraphs, for one that asks others for work of its own. */
  readonly ofBackgroundWork: KeyVariables;
}

/**
 * Makes keys that last as long as the processes, so that nobody has to know them; a key that is configured is used.
 * @throws {ConfigError} where the tokens that they sign would not outlast an operation.
 */
export function makeDeploymentKeys(config: Pick<Config, 'internalTokens' | 'timeouts'>): DeploymentKeys {
  if (!outlastsOperations(config)) throw new ConfigError(`PEDIGRAPH_INTERNAL_TOKEN_SECONDS: ${SHORT_TOKENS}`);
  const { internalTokens } = config;
  const { gatewayKey = makeKeyPair().privateKey, backgroundKey = makeKeyPair().privateKey } = internalTokens;
  return {
    ofGateways: {
      PEDIGRAPH_GATEWAY_KEY: gatewayKey,
      PEDIGRAPH_GATEWAY_PUBLIC_KEYS: '',
      PEDIGRAPH_BACKGROUND_KEY: '',
      PEDIGRAPH_BACKGROUND_PUBLIC_KEYS: '',
    },
    ofSubgraphs: {
      PEDIGRAPH_GATEWAY_KEY: '',
      PEDIGRAPH_GATEWAY_PUBLIC_KEYS: withOthers(gatewayKey, internalTokens.gatewayPublicKeys),
      PEDIGRAPH_BACKGROUND_KEY: '',
      PEDIGRAPH_BACKGROUND_PUBLIC_KEYS: withOthers(backgroundKey, internalTokens.backgroundPublicKeys),
    },
    ofBackgroundWork: { PEDIGRAPH_BACKGROUND_KEY: backgroundKey },
  };
}

function withOthers(privateKey: string, publicKeys: string | undefined): string {
  const own = publicKeyOf(readSigningKey(privateKey));
  return publicKeys === undefined ? own : `${own},${publicKeys}`;
}
