// Written by npm run documents of waive.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type WaiveRuleInput = {
  readonly modelVersion: string;
  readonly alias?: string;
  readonly rule: string;
  readonly reason: string;
  readonly expiresAt: string;
};

export type WaiveMutationVariables = Exact<{
  input: WaiveRuleInput;
}>;


export type WaiveMutation = { readonly waiveRule: { readonly waiver: { readonly rule: string, readonly expiresAt: string } } };

/** Waive, as it is sent. */
export const WaiveDocument: Document<WaiveMutation, WaiveMutationVariables> = {
  name: 'Waive',
  hash: '60acd7db78cb63fdb2a34e9ed8211e1d2b623ba45af4e4e703f666e161819a42',
  text: `mutation Waive(\$input: WaiveRuleInput!) {
  waiveRule(input: \$input) {
    waiver {
      rule
      expiresAt
    }
  }
}`,
};
