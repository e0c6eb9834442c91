// How a subgraph of yours learns who asks it: docs/foreign-subgraphs.md. With any other library of JWTs it is the same.
import { createRemoteJWKSet, jwtVerify } from 'jose';

/**
 * Makes what reads the statement in a request's headers; it rejects where there is none, or one that does not hold.
 * @param gateway the address of the gateway, such as `http://127.0.0.1:4000`
 * @param subgraph the name of this subgraph in the supergraph
 */
export function createReadStatement({ gateway, subgraph, issuer = 'pedigraph' }) {
  // Cached, and fetched again where a statement names a key that is not among them.
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', gateway));
  return async (headers) => {
    const { payload } = await jwtVerify(String(headers['pedigraph-statement']), keys, {
      algorithms: ['EdDSA'],
      issuer,
      audience: subgraph,
      requiredClaims: ['sub', 'iat', 'exp'],
      clockTolerance: 5,
    });
    const { sub: actor, kind, authenticated, roles, scope } = payload;
    return { actor, kind, authenticated, roles, scopes: scope.split(' ').filter((one) => one !== '') };
  };
}
