import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';

const key = createPrivateKey({
  key: Buffer.from(process.env.PEDIGRAPH_GATEWAY_KEY, 'base64'),
  format: 'der',
  type: 'pkcs8',
});
const { crv, kty, x } = createPublicKey(key).export({ format: 'jwk' });
const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
const rights = { roles: [{ role: 'ADMIN', namespace: '' }], hidden: [], shown: [], fingerprint: 'all' };
const caller = { actor: 'anonymous', kind: 'ANONYMOUS', rights };
const issued = new Map();

/** The header that opens one of our subgraphs, as docs/security.md says: signed twice a minute. */
export function authorizationOf(subgraph) {
  const now = Math.floor(Date.now() / 1_000);
  const known = issued.get(subgraph);
  if (known !== undefined && now < known.renewedAt) return known.header;
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'pedigraph-gateway', sub: caller.actor, aud: subgraph, iat: now, exp: now + 60, caller };
  const input = `${part({ alg: 'EdDSA', kid })}.${part(claims)}`;
  const header = `Bearer ${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
  issued.set(subgraph, { header, renewedAt: now + 30 });
  return header;
}
