// Written by npm run documents of grant-role.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type Role =
  | 'VIEWER'
  | 'CONTRIBUTOR'
  | 'MAINTAINER'
  | 'ADMIN';

export type GrantRoleInput = {
  readonly principal: string;
  readonly role: Role;
  readonly namespace?: string;
  readonly reason?: string | null | undefined;
};

export type GrantRoleMutationVariables = Exact<{
  input: GrantRoleInput;
}>;


export type GrantRoleMutation = { readonly grantRole: { readonly roleGrant: { readonly principal: string, readonly namespace: string, readonly role: Role | null } } };

/** GrantRole, as it is sent. */
export const GrantRoleDocument: Document<GrantRoleMutation, GrantRoleMutationVariables> = {
  name: 'GrantRole',
  hash: 'c49cbfd1a64367c9f43b22947a4891fd916073cd22f409884feb76618e6e92f1',
  text: `mutation GrantRole(\$input: GrantRoleInput!) {
  grantRole(input: \$input) {
    roleGrant {
      principal
      namespace
      role
    }
  }
}`,
};
