import { ANONYMOUS, type Caller } from '#platform/auth/caller.js';
import { createTokenIssuer } from '#platform/auth/internal-token/issue-token.js';
import { makeKeyPair, readSigningKey, readVerifyingKeys } from '#platform/auth/internal-token/key-pair.js';
import { ISSUERS } from '#platform/auth/internal-token/token-form.js';
import { createTokenVerifier, type VerifyToken } from '#platform/auth/internal-token/verify-token.js';
import { type CredentialHeaders, gatewayCredentials } from '#platform/federation/credential-headers.js';

/** The keys of a deployment in tests: of its gateways, and of its catalog's own work. */
export const GATEWAY = makeKeyPair();
export const BACKGROUND = makeKeyPair();

/** Seconds that its tokens hold. */
const SECONDS = 60;

/** What its gateways are configured with. */
export const GATEWAY_ENV = { PEDIGRAPH_GATEWAY_KEY: GATEWAY.privateKey } as const;

/** What its subgraphs are configured with. */
export const SUBGRAPH_ENV = {
  PEDIGRAPH_GATEWAY_PUBLIC_KEYS: GATEWAY.publicKey,
  PEDIGRAPH_BACKGROUND_PUBLIC_KEYS: BACKGROUND.publicKey,
} as const;

const issuer = createTokenIssuer({
  key: readSigningKey(GATEWAY.privateKey),
  issuer: ISSUERS.gateway,
  seconds: SECONDS,
});

/** What its gateways show a subgraph. */
export function testCredentials(subgraph: string, ours: readonly string[] = [subgraph]): CredentialHeaders {
  return gatewayCredentials(issuer, subgraph, ours);
}

/** Whom a subgraph of it believes. */
export function testVerifier(subgraph: string): VerifyToken {
  return createTokenVerifier({
    audience: subgraph,
    gatewayKeys: readVerifyingKeys(GATEWAY.publicKey),
    backgroundKeys: readVerifyingKeys(BACKGROUND.publicKey),
    seconds: SECONDS,
  });
}

/** The headers of a request of its gateway to a subgraph. */
export async function gatewayHeaders(subgraph: string, caller: Caller = ANONYMOUS): Promise<Record<string, string>> {
  return { ...(await testCredentials(subgraph)({ caller })) };
}
