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

export type BumpLevel =
  | 'INITIAL'
  | 'MAJOR'
  | 'MINOR'
  | 'PATCH';

export type PromotionVerdict =
  | 'PROMOTED'
  | 'REFUSED';

export type RuleVerdict =
  | 'MET'
  | 'UNMET'
  | 'WAIVED';

export type ReviewQueryVariables = Exact<{
  namespace?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type ReviewQuery = { readonly reviewQueue: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly viewerApproves: boolean, readonly viewerCanApprove: boolean, readonly modelVersion: { readonly id: string, readonly ref: string, readonly createdAt: string, readonly createdBy: string, readonly viewerCan: ReadonlyArray<Action>, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> }, readonly approvals: ReadonlyArray<{ readonly id: string, readonly actor: string, readonly role: Role | null }>, readonly waivers: ReadonlyArray<{ readonly id: string, readonly rule: string, readonly actor: string, readonly reason: string, readonly expiresAt: string }> }, readonly replaces: { readonly ref: string, readonly version: string } | null, readonly check: { readonly verdict: PromotionVerdict, readonly policy: { readonly scope: string } | null, readonly results: ReadonlyArray<{ readonly rule: string, readonly verdict: RuleVerdict, readonly observed: string }> }, readonly missingApprovals: ReadonlyArray<{ readonly role: Role | null, readonly count: number }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

/** Review, as it is sent. */
export const ReviewDocument: Document<ReviewQuery, ReviewQueryVariables> = {
  name: 'Review',
  hash: '1ce31865869657e172640206955c65d7cee0dc9650506d79ea5b560b04270e62',
  text: `query Review(\$namespace: String, \$after: String) {
  reviewQueue(first: 20, after: \$after, namespace: \$namespace) {
    totalCount
    nodes {
      modelVersion {
        id
        ref
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
      }
      replaces {
        ref
        version
      }
      check {
        verdict
        policy {
          scope
        }
        results {
          rule
          verdict
          observed
        }
      }
      missingApprovals {
        role
        count
      }
      viewerApproves
      viewerCanApprove
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};
