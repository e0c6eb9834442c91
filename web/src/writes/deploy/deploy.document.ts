// Written by npm run documents of deploy.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type RecordDeploymentInput = {
  readonly modelVersion: string;
  readonly target: string;
  readonly expected?: string | null | undefined;
  readonly environment?: string | null | undefined;
};

export type DeployMutationVariables = Exact<{
  input: RecordDeploymentInput;
}>;


export type DeployMutation = { readonly recordDeployment: { readonly deployment: { readonly target: string, readonly modelVersion: { readonly ref: string } } } };

/** Deploy, as it is sent. */
export const DeployDocument: Document<DeployMutation, DeployMutationVariables> = {
  name: 'Deploy',
  hash: '4fb6e78a221885fb3d793f4602428630e0f8cb627d9980ebed69c03ef72851c0',
  text: `mutation Deploy(\$input: RecordDeploymentInput!) {
  recordDeployment(input: \$input) {
    deployment {
      target
      modelVersion {
        ref
      }
    }
  }
}`,
};
