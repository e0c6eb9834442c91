// Written by npm run documents of deploy-look.graphql.
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

export type DeployLookQueryVariables = Exact<{
  ref: string;
  target: string;
}>;


export type DeployLookQuery = { readonly modelVersion: { readonly ref: string, readonly version: string, readonly status: ModelVersionStatus, readonly model: { readonly name: string } } | null, readonly deployments: { readonly nodes: ReadonlyArray<{ readonly active: boolean, readonly modelVersion: { readonly version: string, readonly model: { readonly name: string } } }> } };

/** DeployLook, as it is sent. */
export const DeployLookDocument: Document<DeployLookQuery, DeployLookQueryVariables> = {
  name: 'DeployLook',
  hash: '6f2520bc9b82767b2d182be7e4cd41bd75db624dc8e2099a54f891884b440dc8',
  text: `query DeployLook(\$ref: String!, \$target: String!) {
  modelVersion(ref: \$ref) {
    ref
    version
    status
    model {
      name
    }
  }
  deployments(target: \$target, first: 100) {
    nodes {
      active
      modelVersion {
        version
        model {
          name
        }
      }
    }
  }
}`,
};
