// Written by npm run documents of set-namespace-access.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type SetNamespaceAccessInput = {
  readonly namespace: string;
  readonly closed: boolean;
  readonly reason?: string | null | undefined;
};

export type SetNamespaceAccessMutationVariables = Exact<{
  input: SetNamespaceAccessInput;
}>;


export type SetNamespaceAccessMutation = { readonly setNamespaceAccess: { readonly namespaceAccess: { readonly namespace: string, readonly closed: boolean } } };

/** SetNamespaceAccess, as it is sent. */
export const SetNamespaceAccessDocument: Document<SetNamespaceAccessMutation, SetNamespaceAccessMutationVariables> = {
  name: 'SetNamespaceAccess',
  hash: '064b997eda0e8003c5a328b6dd70078f4f3194f1af7112cc22d8e21ff9a6f531',
  text: `mutation SetNamespaceAccess(\$input: SetNamespaceAccessInput!) {
  setNamespaceAccess(input: \$input) {
    namespaceAccess {
      namespace
      closed
    }
  }
}`,
};
