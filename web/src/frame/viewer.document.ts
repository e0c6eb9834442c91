// Written by npm run documents of viewer.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly me: { readonly actor: string }, readonly catalogStatus: ReadonlyArray<{ readonly subgraph: string, readonly problem: string | null }> };

/** Viewer, as it is sent. */
export const ViewerDocument: Document<ViewerQuery, ViewerQueryVariables> = {
  name: 'Viewer',
  hash: '9f52726cd772fd1a8e034f94e17272621ab237a55e9f04cf8bc270a7be5522ab',
  text: `query Viewer {
  me {
    actor
  }
  catalogStatus {
    subgraph
    problem
  }
}`,
};
