// Written by npm run documents of roll-back-look.graphql.
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

export type RollBackLookQueryVariables = Exact<{
  model: string;
  alias: string;
}>;


export type RollBackLookQuery = { readonly model: { readonly name: string, readonly aliasHistory: { readonly nodes: ReadonlyArray<{ readonly validFrom: string, readonly modelVersion: { readonly ref: string, readonly version: string, readonly status: ModelVersionStatus, readonly deployments: { readonly nodes: ReadonlyArray<{ readonly target: string, readonly active: boolean }> } } | null }> }, readonly rollbacks: { readonly nodes: ReadonlyArray<{ readonly alias: string, readonly createdAt: string }> } } | null };

/** RollBackLook, as it is sent. */
export const RollBackLookDocument: Document<RollBackLookQuery, RollBackLookQueryVariables> = {
  name: 'RollBackLook',
  hash: '5eee4c706817c27a0eafa32f8784b0c4e516b4ad7be7b11403ebbeb428b0a9ad',
  text: `query RollBackLook(\$model: String!, \$alias: String!) {
  model(name: \$model) {
    name
    aliasHistory(alias: \$alias, first: 100) {
      nodes {
        validFrom
        modelVersion {
          ref
          version
          status
          deployments(first: 50) {
            nodes {
              target
              active
            }
          }
        }
      }
    }
    rollbacks(first: 100) {
      nodes {
        alias
        createdAt
      }
    }
  }
}`,
};
