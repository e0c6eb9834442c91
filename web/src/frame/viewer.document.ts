// Written by npm run documents of viewer.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly me: { readonly actor: string }, readonly catalogStatus: ReadonlyArray<{ readonly subgraph: string, readonly position: number, readonly problem: string | null }> };

/** Viewer, as it is sent. */
export const ViewerDocument: Document<ViewerQuery, ViewerQueryVariables> = {
  name: 'Viewer',
  hash: 'c8ecaab61cf17a7624481d5cdfc732a5c285724f0af9351902944cfbcb83585e',
  text: `query Viewer {
  me {
    actor
  }
  catalogStatus {
    subgraph
    position
    problem
  }
}`,
};
