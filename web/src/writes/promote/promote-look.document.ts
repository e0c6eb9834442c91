// Written by npm run documents of promote-look.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

export type PromotionVerdict =
  | 'PROMOTED'
  | 'REFUSED';

export type RuleVerdict =
  | 'MET'
  | 'UNMET'
  | 'WAIVED';

export type PromoteLookQueryVariables = Exact<{
  ref: string;
  alias: string;
}>;


export type PromoteLookQuery = { readonly modelVersion: { readonly ref: string, readonly version: string, readonly viewerCan: ReadonlyArray<Action>, readonly model: { readonly name: string, readonly alias: { readonly modelVersion: { readonly version: string } } | null } } | null, readonly previewPromotion: { readonly verdict: PromotionVerdict, readonly policy: { readonly scope: string } | null, readonly results: ReadonlyArray<{ readonly rule: string, readonly verdict: RuleVerdict, readonly observed: string }> } };

/** PromoteLook, as it is sent. */
export const PromoteLookDocument: Document<PromoteLookQuery, PromoteLookQueryVariables> = {
  name: 'PromoteLook',
  hash: '989e6fe6fbf1f46a6bfee68595bc0251a54851af6172ce200f1d899afbc23cec',
  text: `query PromoteLook(\$ref: String!, \$alias: String!) {
  modelVersion(ref: \$ref) {
    ref
    version
    viewerCan
    model {
      name
      alias(name: \$alias) {
        modelVersion {
          version
        }
      }
    }
  }
  previewPromotion(input: {modelVersion: \$ref, alias: \$alias}) {
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
}`,
};
