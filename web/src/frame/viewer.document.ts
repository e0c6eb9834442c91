// Written by npm run documents of viewer.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CallerKind =
  | 'ANONYMOUS'
  | 'USER'
  | 'SERVICE'
  | 'SYSTEM';

export type Role =
  | 'VIEWER'
  | 'CONTRIBUTOR'
  | 'MAINTAINER'
  | 'ADMIN';

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly me: { readonly actor: string, readonly kind: CallerKind, readonly authenticated: boolean, readonly roles: ReadonlyArray<{ readonly role: Role, readonly namespace: string }> }, readonly catalogStatus: ReadonlyArray<{ readonly subgraph: string, readonly lagEvents: number | null, readonly problem: string | null }> };

/** Viewer, as it is sent. */
export const ViewerDocument: Document<ViewerQuery, ViewerQueryVariables> = {
  name: 'Viewer',
  hash: '6f2ec54ced7988622348a39af3121c1c964447f193cec77c1970e8ee0be3bae2',
  text: `query Viewer {
  me {
    actor
    kind
    authenticated
    roles {
      role
      namespace
    }
  }
  catalogStatus {
    subgraph
    lagEvents
    problem
  }
}`,
};
