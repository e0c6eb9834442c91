import type { FastifyInstance } from 'fastify';
import type { Config } from '#platform/config/config.js';

/** What is known of signing in. */
export interface MethodsOptions {
  readonly oidc: Pick<Config['oidc'], 'issuer'>;
  /** Where people sign in; undefined where they cannot. */
  readonly signInAt: string | undefined;
}

/**
 * Adds `/auth/methods`: by which ways somebody may show who they are, for pages that offer those and no other. It is for
 * everybody, and says no more than `/auth/login` does by where it leads.
 */
export function addMethods(server: FastifyInstance, { oidc, signInAt }: MethodsOptions): void {
  const openIdConnect =
    oidc.issuer === undefined || signInAt === undefined
      ? null
      : { issuer: oidc.issuer, signIn: '/auth/login', signOut: '/auth/logout' };
  server.get('/auth/methods', { config: { open: true }, exposeHeadRoute: false }, async (_, reply) =>
    reply.header('cache-control', 'no-cache').send({ bearerToken: true, openIdConnect }),
  );
}
