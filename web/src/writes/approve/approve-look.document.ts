// Written by npm run documents of approve-look.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type Role =
  | 'VIEWER'
  | 'CONTRIBUTOR'
  | 'MAINTAINER'
  | 'ADMIN';

export type ApproveLookQueryVariables = Exact<{
  ref: string;
}>;


export type ApproveLookQuery = { readonly me: { readonly actor: string }, readonly modelVersion: { readonly ref: string, readonly createdBy: string, readonly approvals: ReadonlyArray<{ readonly id: string, readonly actor: string, readonly role: Role | null, readonly comment: string | null, readonly createdAt: string }> } | null };

/** ApproveLook, as it is sent. */
export const ApproveLookDocument: Document<ApproveLookQuery, ApproveLookQueryVariables> = {
  name: 'ApproveLook',
  hash: 'a5e8acbd21269b04dcf9d363c7ee81d335741f69091230c8fc63265e3251550a',
  text: `query ApproveLook(\$ref: String!) {
  me {
    actor
  }
  modelVersion(ref: \$ref) {
    ref
    createdBy
    approvals {
      id
      actor
      role
      comment
      createdAt
    }
  }
}`,
};
