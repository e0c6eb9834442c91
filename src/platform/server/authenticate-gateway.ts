import type { VerifyToken } from '../auth/internal-token/verify-token.js';
import { PedigraphError } from '../errors/pedigraph-error.js';
import type { Authenticate } from './authenticate.js';

/**
 * Knows who asks a subgraph by the internal token of its gateway, in which the gateway names the caller. Nothing else
 * that a request says about its caller is read.
 */
export function authenticateGateway(verify: VerifyToken): Authenticate {
  return ({ authorization }) => {
    const token = /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      throw new PedigraphError('UNAUTHENTICATED', 'A subgraph answers its gateways alone; ask a gateway.');
    }
    return verify(token);
  };
}
