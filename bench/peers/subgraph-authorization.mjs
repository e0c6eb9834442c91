import { createHmac } from 'node:crypto';

/** The header that opens one of our subgraphs, as docs/security.md says. */
export function authorizationOf(subgraph) {
  const token = createHmac('sha256', process.env.PEDIGRAPH_SUBGRAPH_SECRET).update(subgraph).digest('hex');
  return `Bearer ${token}`;
}
