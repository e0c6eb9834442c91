// Written by npm run documents of end-deployment.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type EndDeploymentInput = {
  readonly deployment: string | number;
  readonly reason?: string | null | undefined;
};

export type EndDeploymentMutationVariables = Exact<{
  input: EndDeploymentInput;
}>;


export type EndDeploymentMutation = { readonly endDeployment: { readonly deployment: { readonly target: string } } };

/** EndDeployment, as it is sent. */
export const EndDeploymentDocument: Document<EndDeploymentMutation, EndDeploymentMutationVariables> = {
  name: 'EndDeployment',
  hash: 'a95ca805b1541aa4d5f83c077e6e70a01bd910dc5cdd252af6e3978218e0aeed',
  text: `mutation EndDeployment(\$input: EndDeploymentInput!) {
  endDeployment(input: \$input) {
    deployment {
      target
    }
  }
}`,
};
