import type { FastifyInstance } from 'fastify';
import { readSigningKey, readVerifyingKeys } from '#platform/auth/internal-token/key-pair.js';
import type { Config } from '#platform/config/config.js';

/** Seconds for which whoever verifies may keep the keys: the next one is published for longer before it signs. */
const MAX_AGE = 300;

/**
 * Adds `/.well-known/jwks.json` (RFC 7517), where there is a key for statements: the public keys by which somebody
 * else's subgraph verifies what a gateway says of its caller. They are for everybody, under any name.
 */
export function addJwks(server: FastifyInstance, { statements }: Pick<Config, 'statements'>): void {
  const { key, publicKeys } = statements;
  if (key === undefined) return;
  const all = [readSigningKey(key), ...(publicKeys === undefined ? [] : readVerifyingKeys(publicKeys))];
  const keys = [...new Map(all.map((one) => [one.id, one])).values()].map(({ id, key: half }) => {
    const { kty, crv, x } = half.export({ format: 'jwk' });
    return { kty, crv, x, kid: id, alg: 'EdDSA', use: 'sig' };
  });
  server.get('/.well-known/jwks.json', { config: { open: true, anyName: true }, logLevel: 'warn' }, async (_, reply) =>
    reply.header('cache-control', `public, max-age=${MAX_AGE}`).type('application/jwk-set+json').send({ keys }),
  );
}
