// Written by npm run documents of checkpoint.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CheckpointQueryVariables = Exact<{ [key: string]: never; }>;


export type CheckpointQuery = { readonly ledgerCheckpoint: { readonly size: number, readonly rootHash: string, readonly heads: ReadonlyArray<{ readonly subgraph: string, readonly position: number, readonly hash: string | null }> } };

/** Checkpoint, as it is sent. */
export const CheckpointDocument: Document<CheckpointQuery, CheckpointQueryVariables> = {
  name: 'Checkpoint',
  hash: '0f478f9e746940d52eb4b06d2ed8a20fd3dd65a6c7f6ff907533d1d698f30cde',
  text: `query Checkpoint {
  ledgerCheckpoint {
    size
    rootHash
    heads {
      subgraph
      position
      hash
    }
  }
}`,
};
