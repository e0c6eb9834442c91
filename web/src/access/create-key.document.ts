// Written by npm run documents of create-key.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CallerKind =
  | 'ANONYMOUS'
  | 'USER'
  | 'SERVICE'
  | 'SYSTEM';

export type Role =
  | 'VIEWER'
  | 'CONTRIBUTOR'
  | 'MAINTAINER'
  | 'ADMIN';

export type CreateApiKeyInput = {
  readonly name: string;
  readonly principal: string;
  readonly kind?: CallerKind;
  readonly role?: Role | null | undefined;
  readonly namespace?: string;
  readonly expiresAt?: string | null | undefined;
};

export type CreateKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateKeyMutation = { readonly createApiKey: { readonly secret: string | null, readonly apiKey: { readonly id: string, readonly name: string, readonly principal: string } } };

/** CreateKey, as it is sent. */
export const CreateKeyDocument: Document<CreateKeyMutation, CreateKeyMutationVariables> = {
  name: 'CreateKey',
  hash: '199c48b8b954c1c4fbc6746abeb50a8777a501eae6ae5f2c6bfdd0aa5a14eebc',
  text: `mutation CreateKey(\$input: CreateApiKeyInput!) {
  createApiKey(input: \$input) {
    apiKey {
      id
      name
      principal
    }
    secret
  }
}`,
};
