// Written by npm run documents of chain.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ChainQueryVariables = Exact<{
  after?: string | null | undefined;
  atLeast?: Readonly<Record<string, unknown>> | null | undefined;
}>;


export type ChainQuery = { readonly ledger: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly subgraph: string, readonly position: number, readonly typeName: string, readonly subject: string, readonly actor: string, readonly createdAt: string, readonly payload: unknown, readonly rows: unknown, readonly hash: string, readonly previousHash: string | null, readonly redacted: boolean }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

/** Chain, as it is sent. */
export const ChainDocument: Document<ChainQuery, ChainQueryVariables> = {
  name: 'Chain',
  hash: 'b8779885121ecfe79a78fd8530cc25862bcda856fe65f9bb593cdca522113d32',
  text: `query Chain(\$after: String, \$atLeast: JSONObject) {
  ledger(first: 100, after: \$after, atLeast: \$atLeast) {
    nodes {
      id
      subgraph
      position
      typeName
      subject
      actor
      createdAt
      payload
      rows
      hash
      previousHash
      redacted
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};
