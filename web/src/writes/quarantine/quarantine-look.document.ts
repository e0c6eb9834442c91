// Written by npm run documents of quarantine-look.graphql.
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

export type QuarantineLookQueryVariables = Exact<{
  ref: string;
}>;


export type QuarantineLookQuery = { readonly modelVersion: { readonly id: string, readonly ref: string, readonly status: ModelVersionStatus, readonly aliases: ReadonlyArray<{ readonly name: string }>, readonly deployments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly target: string, readonly active: boolean }> } } | null };

/** QuarantineLook, as it is sent. */
export const QuarantineLookDocument: Document<QuarantineLookQuery, QuarantineLookQueryVariables> = {
  name: 'QuarantineLook',
  hash: '38714a717a4b655f049707817b978bf14f59ba173dea9c10316f6d87abae37a5',
  text: `query QuarantineLook(\$ref: String!) {
  modelVersion(ref: \$ref) {
    id
    ref
    status
    aliases {
      name
    }
    deployments(first: 50) {
      nodes {
        id
        target
        active
      }
    }
  }
}`,
};
