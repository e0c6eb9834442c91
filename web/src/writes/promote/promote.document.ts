// Written by npm run documents of promote.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type PromoteInput = {
  readonly modelVersion: string;
  readonly alias?: string;
  readonly expected?: string | null | undefined;
  readonly reason?: string | null | undefined;
};

export type PromoteMutationVariables = Exact<{
  input: PromoteInput;
}>;


export type PromoteMutation = { readonly promote: { readonly alias: { readonly name: string, readonly modelVersion: { readonly ref: string } }, readonly previous: { readonly ref: string } | null } };

/** Promote, as it is sent. */
export const PromoteDocument: Document<PromoteMutation, PromoteMutationVariables> = {
  name: 'Promote',
  hash: '79cb4addd95b90e83e9c5fa1b429071dd8e3c8fb9ba1bb8486b045cbab60acfa',
  text: `mutation Promote(\$input: PromoteInput!) {
  promote(input: \$input) {
    alias {
      name
      modelVersion {
        ref
      }
    }
    previous {
      ref
    }
  }
}`,
};
