import { type Caller, isAuthenticated } from './caller.js';

/**
 * What somebody else's subgraph is told of a caller, as claims: its name is `sub`. What is hidden from the caller, and
 * how its credential looks, is not among them. A gateway that asks by itself (whether the subgraph is there, and what
 * its revision is) has no role at others.
 */
export function statementClaims({ kind, rights, scopes = [], expiresAt }: Caller): Record<string, unknown> {
  return {
    kind,
    authenticated: isAuthenticated({ kind }),
    roles: kind === 'SYSTEM' ? [] : rights.roles.map(({ role, namespace }) => ({ role, namespace })),
    scope: scopes.join(' '),
    ...(expiresAt === undefined ? {} : { credential_expires_at: Math.floor(expiresAt / 1_000) }),
  };
}
