// Written by npm run documents of news.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type NewsQueryVariables = Exact<{
  first: number;
}>;


export type NewsQuery = { readonly catalogStatus: ReadonlyArray<{ readonly subgraph: string, readonly position: number }>, readonly ledger: { readonly nodes: ReadonlyArray<{ readonly subgraph: string, readonly position: number, readonly typeName: string, readonly subject: string, readonly actor: string }> } };

/** News, as it is sent. */
export const NewsDocument: Document<NewsQuery, NewsQueryVariables> = {
  name: 'News',
  hash: '5bc5aa8230741bdfae7886cfef0480951dcd2fee717d7a7dd3c80ed420d4cb22',
  text: `query News(\$first: Int!) {
  catalogStatus {
    subgraph
    position
  }
  ledger(first: \$first) {
    nodes {
      subgraph
      position
      typeName
      subject
      actor
    }
  }
}`,
};
