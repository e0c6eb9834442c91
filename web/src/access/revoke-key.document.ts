// Written by npm run documents of revoke-key.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type RevokeApiKeyInput = {
  readonly apiKey: string | number;
  readonly reason?: string | null | undefined;
};

export type RevokeKeyMutationVariables = Exact<{
  input: RevokeApiKeyInput;
}>;


export type RevokeKeyMutation = { readonly revokeApiKey: { readonly apiKey: { readonly id: string, readonly name: string } } };

/** RevokeKey, as it is sent. */
export const RevokeKeyDocument: Document<RevokeKeyMutation, RevokeKeyMutationVariables> = {
  name: 'RevokeKey',
  hash: '4c847f4d4253d07aad7872a51016aaad9245c14aa0f0eb7f84f0402f7cb4983f',
  text: `mutation RevokeKey(\$input: RevokeApiKeyInput!) {
  revokeApiKey(input: \$input) {
    apiKey {
      id
      name
    }
  }
}`,
};
