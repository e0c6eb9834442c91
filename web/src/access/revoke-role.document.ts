// Written by npm run documents of revoke-role.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type RevokeRoleInput = {
  readonly principal: string;
  readonly namespace?: string;
  readonly reason?: string | null | undefined;
};

export type RevokeRoleMutationVariables = Exact<{
  input: RevokeRoleInput;
}>;


export type RevokeRoleMutation = { readonly revokeRole: { readonly roleGrant: { readonly principal: string, readonly namespace: string } } };

/** RevokeRole, as it is sent. */
export const RevokeRoleDocument: Document<RevokeRoleMutation, RevokeRoleMutationVariables> = {
  name: 'RevokeRole',
  hash: '90f713b6f799671d781d885f4da8c2a74bcb26feb2410ea1919497f2550df595',
  text: `mutation RevokeRole(\$input: RevokeRoleInput!) {
  revokeRole(input: \$input) {
    roleGrant {
      principal
      namespace
    }
  }
}`,
};
