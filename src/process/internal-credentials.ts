import { createTokenIssuer, type TokenIssuer } from '#platform/auth/internal-token/issue-token.js';
import { readSigningKey, readVerifyingKeys } from '#platform/auth/internal-token/key-pair.js';
import { ISSUERS } from '#platform/auth/internal-token/token-form.js';
import { createTokenVerifier, type VerifyToken } from '#platform/auth/internal-token/verify-token.js';
import { statementClaims } from '#platform/auth/statement-claims.js';
import type { Config } from '#platform/config/config.js';

/** What signs in the name of callers; undefined for a gateway that has no subgraph of ours. */
export function gatewayIssuer({ internalTokens: { gatewayKey, seconds } }: Config): TokenIssuer | undefined {
  if (gatewayKey === undefined) return undefined;
  return createTokenIssuer({ key: readSigningKey(gatewayKey), issuer: ISSUERS.gateway, seconds });
}

/** What signs what somebody else's subgraphs are told of who asks; undefined without a key for it. */
export function statementIssuer({ statements: { key, issuer, seconds } }: Config): TokenIssuer | undefined {
  if (key === undefined) return undefined;
  return createTokenIssuer({ key: readSigningKey(key), issuer, seconds, claims: statementClaims });
}

/** What signs for a subgraph's own work; undefined where it has none, or no key for it. */
export function backgroundIssuer({ internalTokens: { backgroundKey, seconds } }: Config): TokenIssuer | undefined {
  if (backgroundKey === undefined) return undefined;
  return createTokenIssuer({ key: readSigningKey(backgroundKey), issuer: ISSUERS.background, seconds });
}

/** Whom a subgraph believes, by its name; undefined without a key of a gateway. */
export function verifierOf(subgraph: string, { internalTokens }: Config): VerifyToken | undefined {
  const { gatewayPublicKeys, backgroundPublicKeys, seconds } = internalTokens;
  if (gatewayPublicKeys === undefined) return undefined;
  return createTokenVerifier({
    audience: subgraph,
    gatewayKeys: readVerifyingKeys(gatewayPublicKeys),
    backgroundKeys: backgroundPublicKeys === undefined ? [] : readVerifyingKeys(backgroundPublicKeys),
    seconds,
  });
}
