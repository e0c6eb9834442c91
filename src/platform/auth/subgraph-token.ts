import { createHmac } from 'node:crypto';

/**
 * The bearer token that opens one subgraph of ours: HMAC-SHA256 over its name under the secret of the deployment, in
 * hex. So the token of one subgraph opens no other, and whoever has a token has not the secret. Any federation router
 * can send it; docs/security.md says how.
 */
export function subgraphToken(secret: string, subgraph: string): string {
  return createHmac('sha256', secret).update(subgraph).digest('hex');
}
