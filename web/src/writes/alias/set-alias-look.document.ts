// Written by npm run documents of set-alias-look.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type Role =
  | 'VIEWER'
  | 'CONTRIBUTOR'
  | 'MAINTAINER'
  | 'ADMIN';

export type SetAliasLookQueryVariables = Exact<{
  ref: string;
  alias: string;
}>;


export type SetAliasLookQuery = { readonly modelVersion: { readonly ref: string, readonly version: string, readonly model: { readonly name: string, readonly alias: { readonly modelVersion: { readonly version: string } } | null, readonly policy: { readonly scope: string, readonly rules: { readonly metrics: ReadonlyArray<string>, readonly reproducible: boolean, readonly approvals: number, readonly requiredTags: ReadonlyArray<string>, readonly approvalsByRole: ReadonlyArray<{ readonly role: Role }> } | null } | null } } | null };

/** SetAliasLook, as it is sent. */
export const SetAliasLookDocument: Document<SetAliasLookQuery, SetAliasLookQueryVariables> = {
  name: 'SetAliasLook',
  hash: 'ee387b6dbfe27d0a142e4ef6326987c62a77c531caf8b8ec8c00c3b11a96e56e',
  text: `query SetAliasLook(\$ref: String!, \$alias: String!) {
  modelVersion(ref: \$ref) {
    ref
    version
    model {
      name
      alias(name: \$alias) {
        modelVersion {
          version
        }
      }
      policy(alias: \$alias) {
        scope
        rules {
          metrics
          reproducible
          approvals
          approvalsByRole {
            role
          }
          requiredTags
        }
      }
    }
  }
}`,
};
