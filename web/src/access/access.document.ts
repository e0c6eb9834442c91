// Written by npm run documents of access.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CallerKind =
  | 'ANONYMOUS'
  | 'USER'
  | 'SERVICE'
  | 'SYSTEM';

export type Role =
  | 'VIEWER'
  | 'CONTRIBUTOR'
  | 'MAINTAINER'
  | 'ADMIN';

export type AccessQueryVariables = Exact<{
  principal?: string | null | undefined;
  namespace?: string | null | undefined;
  keysOf?: string | null | undefined;
}>;


export type AccessQuery = { readonly me: { readonly actor: string, readonly kind: CallerKind, readonly authenticated: boolean, readonly expiresAt: string | null, readonly roles: ReadonlyArray<{ readonly role: Role, readonly namespace: string }> }, readonly apiKeys: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly principal: string, readonly kind: CallerKind, readonly hint: string, readonly role: Role | null, readonly namespace: string, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly revocation: { readonly createdAt: string, readonly actor: string, readonly reason: string | null } | null }> }, readonly roleGrants: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly principal: string, readonly namespace: string, readonly role: Role | null, readonly createdAt: string, readonly actor: string, readonly reason: string | null }> }, readonly closedNamespaces: ReadonlyArray<{ readonly id: string, readonly namespace: string, readonly createdAt: string, readonly actor: string, readonly reason: string | null }> };

/** Access, as it is sent. */
export const AccessDocument: Document<AccessQuery, AccessQueryVariables> = {
  name: 'Access',
  hash: '18dda649b317514310138e7ba738401c38696141cb122928170693e465a93d9e',
  text: `query Access(\$principal: String, \$namespace: String, \$keysOf: String) {
  me {
    actor
    kind
    authenticated
    expiresAt
    roles {
      role
      namespace
    }
  }
  apiKeys(first: 50, principal: \$keysOf) {
    totalCount
    nodes {
      id
      name
      principal
      kind
      hint
      role
      namespace
      createdAt
      expiresAt
      lastUsedAt
      revocation {
        createdAt
        actor
        reason
      }
    }
  }
  roleGrants(first: 100, principal: \$principal, namespace: \$namespace) {
    totalCount
    nodes {
      id
      principal
      namespace
      role
      createdAt
      actor
      reason
    }
  }
  closedNamespaces {
    id
    namespace
    createdAt
    actor
    reason
  }
}`,
};
