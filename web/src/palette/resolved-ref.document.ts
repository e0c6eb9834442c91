// Written by npm run documents of resolved-ref.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ResolvedRefQueryVariables = Exact<{
  ref: string;
}>;


export type ResolvedRefQuery = { readonly modelVersion: { readonly ref: string } | null };

/** ResolvedRef, as it is sent. */
export const ResolvedRefDocument: Document<ResolvedRefQuery, ResolvedRefQueryVariables> = {
  name: 'ResolvedRef',
  hash: 'be9d9a0f306d6d71fdaf66559054c602874ecc980fab59f81bd54f8254d2d760',
  text: `query ResolvedRef(\$ref: String!) {
  modelVersion(ref: \$ref) {
    ref
  }
}`,
};
