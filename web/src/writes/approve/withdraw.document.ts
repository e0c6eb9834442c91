// Written by npm run documents of withdraw.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type WithdrawApprovalInput = {
  readonly modelVersion: string;
  readonly comment?: string | null | undefined;
};

export type WithdrawMutationVariables = Exact<{
  input: WithdrawApprovalInput;
}>;


export type WithdrawMutation = { readonly withdrawApproval: { readonly approvals: ReadonlyArray<{ readonly id: string }> } };

/** Withdraw, as it is sent. */
export const WithdrawDocument: Document<WithdrawMutation, WithdrawMutationVariables> = {
  name: 'Withdraw',
  hash: '07d2b54a0d330b2ecc0232100e7fef12d92c92b06a3cbb4a0dbd5619c98b0fa6',
  text: `mutation Withdraw(\$input: WithdrawApprovalInput!) {
  withdrawApproval(input: \$input) {
    approvals {
      id
    }
  }
}`,
};
