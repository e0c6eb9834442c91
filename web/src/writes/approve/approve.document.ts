// Written by npm run documents of approve.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ApproveInput = {
  readonly modelVersion: string;
  readonly comment?: string | null | undefined;
};

export type ApproveMutationVariables = Exact<{
  input: ApproveInput;
}>;


export type ApproveMutation = { readonly approve: { readonly approvals: ReadonlyArray<{ readonly id: string }> } };

/** Approve, as it is sent. */
export const ApproveDocument: Document<ApproveMutation, ApproveMutationVariables> = {
  name: 'Approve',
  hash: 'eec8b0515a5cc3300ce548ec81fad18d6a798d050dc2589758a26a7a7fb6fb94',
  text: `mutation Approve(\$input: ApproveInput!) {
  approve(input: \$input) {
    approvals {
      id
    }
  }
}`,
};
