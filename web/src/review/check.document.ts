// Written by npm run documents of check.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type PromotionVerdict =
  | 'PROMOTED'
  | 'REFUSED';

export type RuleVerdict =
  | 'MET'
  | 'UNMET'
  | 'WAIVED';

export type CheckQueryVariables = Exact<{
  ref: string;
}>;


export type CheckQuery = { readonly previewPromotion: { readonly verdict: PromotionVerdict, readonly policy: { readonly scope: string } | null, readonly results: ReadonlyArray<{ readonly rule: string, readonly verdict: RuleVerdict, readonly observed: string }> } };

/** Check, as it is sent. */
export const CheckDocument: Document<CheckQuery, CheckQueryVariables> = {
  name: 'Check',
  hash: '80446955a9dddcef341305fdaacf4e9e0b89cf87d8d90200d4594d335d8dec7f',
  text: `query Check(\$ref: String!) {
  previewPromotion(input: {modelVersion: \$ref, alias: "production"}) {
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
