// Written by npm run documents of review.graphql.
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

export type BumpLevel =
  | 'INITIAL'
  | 'MAJOR'
  | 'MINOR'
  | 'PATCH';

export type ReviewQueryVariables = Exact<{
  namespace?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type ReviewQuery = { readonly modelVersions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly version: string, readonly createdAt: string, readonly createdBy: string, readonly viewerCan: ReadonlyArray<Action>, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> }, readonly approvals: ReadonlyArray<{ readonly id: string, readonly actor: string, readonly role: Role | null }>, readonly waivers: ReadonlyArray<{ readonly id: string, readonly rule: string, readonly actor: string, readonly reason: string, readonly expiresAt: string }>, readonly model: { readonly name: string, readonly alias: { readonly modelVersion: { readonly ref: string, readonly version: string } } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

/** Review, as it is sent. */
export const ReviewDocument: Document<ReviewQuery, ReviewQueryVariables> = {
  name: 'Review',
  hash: 'e0f6150a2d8f1b3bd75aec1f5bfc387bff9694938c197767a0fe8748a3fa919b',
  text: `query Review(\$namespace: String, \$after: String) {
  modelVersions(
    first: 20
    after: \$after
    filter: {statuses: [IN_REVIEW], models: {namespace: \$namespace}}
    orderBy: [{field: UPDATED_AT, direction: DESC}]
  ) {
    totalCount
    nodes {
      id
      ref
      version
      createdAt
      createdBy
      viewerCan
      bump {
        level
        reasons
      }
      approvals {
        id
        actor
        role
      }
      waivers {
        id
        rule
        actor
        reason
        expiresAt
      }
      model {
        name
        alias(name: "production") {
          modelVersion {
            ref
            version
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};
