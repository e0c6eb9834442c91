// Written by npm run documents of status-look.graphql.
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

export type StatusLookQueryVariables = Exact<{
  ref: string;
}>;


export type StatusLookQuery = { readonly modelVersion: { readonly ref: string, readonly status: ModelVersionStatus } | null };

/** StatusLook, as it is sent. */
export const StatusLookDocument: Document<StatusLookQuery, StatusLookQueryVariables> = {
  name: 'StatusLook',
  hash: '092da92623e2f809e51f9ebb65cc5ca4e002251dcc6abf92ae646a3d67afb7f5',
  text: `query StatusLook(\$ref: String!) {
  modelVersion(ref: \$ref) {
    ref
    status
  }
}`,
};
