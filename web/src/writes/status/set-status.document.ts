// Written by npm run documents of set-status.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ModelVersionStatus =
  | 'IN_REVIEW'
  | 'APPROVED'
  | 'REJECTED'
  | 'PRODUCTION'
  | 'ARCHIVED'
  | 'QUARANTINED';

export type SetStatusInput = {
  readonly modelVersion: string;
  readonly status: ModelVersionStatus;
  readonly reason?: string | null | undefined;
};

export type SetStatusMutationVariables = Exact<{
  input: SetStatusInput;
}>;


export type SetStatusMutation = { readonly setStatus: { readonly modelVersion: { readonly ref: string, readonly status: ModelVersionStatus } } };

/** SetStatus, as it is sent. */
export const SetStatusDocument: Document<SetStatusMutation, SetStatusMutationVariables> = {
  name: 'SetStatus',
  hash: '437a11e639354d81c7e67e5ac8a90be7b6bb84d574d2948289e004d68e431355',
  text: `mutation SetStatus(\$input: SetStatusInput!) {
  setStatus(input: \$input) {
    modelVersion {
      ref
      status
    }
  }
}`,
};
