// Written by npm run documents of viewer.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type Role =
  | 'VIEWER'
  | 'CONTRIBUTOR'
  | 'MAINTAINER'
  | 'ADMIN';

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly me: { readonly actor: string, readonly authenticated: boolean, readonly roles: ReadonlyArray<{ readonly role: Role, readonly namespace: string }> }, readonly catalogStatus: ReadonlyArray<{ readonly subgraph: string, readonly position: number, readonly problem: string | null }> };

/** Viewer, as it is sent. */
export const ViewerDocument: Document<ViewerQuery, ViewerQueryVariables> = {
  name: 'Viewer',
  hash: '518ade0c16398234aaa085746b78c7f45842e2076031f475c9b1cc362e90c49f',
  text: `query Viewer {
  me {
    actor
    authenticated
    roles {
      role
      namespace
    }
  }
  catalogStatus {
    subgraph
    position
    problem
  }
}`,
};
