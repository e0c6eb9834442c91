// Written by npm run documents of remove-alias-look.graphql.
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

export type Action =
  | 'REGISTER'
  | 'START_RUN'
  | 'CREATE_EXPERIMENT'
  | 'LOG_TO_RUN'
  | 'CREATE_LOGGED_MODEL'
  | 'LOG_TO_LOGGED_MODEL'
  | 'ARCHIVE_LOGGED_MODEL'
  | 'ARCHIVE_RUN'
  | 'ANNOTATE'
  | 'EVALUATE'
  | 'REPORT_CONTRADICTION'
  | 'RESOLVE_CONTRADICTION'
  | 'RECORD_SOURCE'
  | 'FOLLOW_SOURCE'
  | 'ADD_LOCATION'
  | 'CHECK_REACH'
  | 'MOVE_ALIAS'
  | 'RENAME_EXPERIMENT'
  | 'ARCHIVE_EXPERIMENT'
  | 'PROMOTE'
  | 'APPROVE'
  | 'SET_STATUS'
  | 'ROLL_BACK'
  | 'DEPLOY'
  | 'RENAME_MODEL'
  | 'ARCHIVE_MODEL'
  | 'SET_OWNERS'
  | 'QUARANTINE'
  | 'SET_POLICY'
  | 'WAIVE_RULE'
  | 'REMOVE_GUARDED_ALIAS'
  | 'MANAGE_ACCESS';

export type RemoveAliasLookQueryVariables = Exact<{
  model: string;
  alias: string;
}>;


export type RemoveAliasLookQuery = { readonly model: { readonly name: string, readonly viewerCan: ReadonlyArray<Action>, readonly alias: { readonly modelVersion: { readonly version: string } } | null, readonly policy: { readonly scope: string, readonly rules: { readonly metrics: ReadonlyArray<string>, readonly reproducible: boolean, readonly approvals: number, readonly requiredTags: ReadonlyArray<string>, readonly approvalsByRole: ReadonlyArray<{ readonly role: Role }> } | null } | null } | null };

/** RemoveAliasLook, as it is sent. */
export const RemoveAliasLookDocument: Document<RemoveAliasLookQuery, RemoveAliasLookQueryVariables> = {
  name: 'RemoveAliasLook',
  hash: '90c420401cb546fb3b312a731632666b3a0e6bebd88dd16c3c01f64956f2b19a',
  text: `query RemoveAliasLook(\$model: String!, \$alias: String!) {
  model(name: \$model) {
    name
    viewerCan
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
}`,
};
